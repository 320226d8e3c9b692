package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ffmpeg may be told, and what no list can make it do. */
class FfmpegAddressTest {
    private static FfmpegAddress read(String url) {
        return switch (url.startsWith("http") ? FfmpegAddress.readWeb(url) : FfmpegAddress.read(url)) {
            case FfmpegAddress.Reading.Read(FfmpegAddress address) -> address;
            case FfmpegAddress.Reading.Unusable(String reason) -> throw new AssertionError(reason);
        };
    }

    private static List<String> words(UpstreamOpener.Request request) {
        return FfmpegCommand.of("/usr/bin/ffmpeg", read(request.source().url()), request, "Sintonia/0");
    }

    @ParameterizedTest
    @CsvSource({
        "rtmp://example.net/live/stream, rtmp://example.net/live/stream, example.net, 'rtmp,tcp'",
        "RTMPS://u:p@example.net:443/live/a?k=v, rtmps://u:p@example.net:443/live/a?k=v, example.net, 'rtmps,tls,tcp'",
        "rtsp://[2001:db8::1]:554/a, rtsp://[2001:db8::1]:554/a, [2001:db8::1], 'rtsp,rtp,udp,tcp'",
        "rtspt://example.net/a, rtsp://example.net/a, example.net, 'rtsp,rtp,tcp'",
        "srt://example.net:9000?streamid=x, srt://example.net:9000?streamid=x, example.net, srt",
        "rist://example.net:9000, rist://example.net:9000, example.net, rist",
        "mms://example.net/a, mmsh://example.net/a, example.net, 'mmsh,http,tcp'",
        "https://example.net/a.mpd, https://example.net/a.mpd, example.net, 'http,https,tcp,tls,crypto'",
    })
    void schemeDecidesWhatMayBeSpoken(String url, String told, String host, String protocols) {
        FfmpegAddress address = read(url);
        assertThat(address.url()).isEqualTo(told);
        assertThat(address.host()).isEqualTo(host);
        List<String> words = words(Asked.trusted(url));
        assertThat(words).containsSubsequence("-nostdin", "-protocol_whitelist", protocols, "-i", told, "pipe:1");
        assertThat(words.getFirst()).isEqualTo("/usr/bin/ffmpeg");
        assertThat(String.join(" ", words)).doesNotContain("file", "concat", "subfile", "data", "unix");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "/etc/passwd",
                "-i",
                "-f lavfi",
                "pipe:0",
                "concat:http://a/|file:///etc/passwd",
                "subfile,,start,0,end,9,,:/etc/passwd",
                "data:text/plain,x",
                "crypto:file:///etc/passwd",
                "unix:/run/docker.sock",
                "async:file:/etc/passwd",
                "udp://127.0.0.1:1",
                "tcp://127.0.0.1:22",
                "gopher://example.net/_x",
                "ftp://example.net/a",
                "http://example.net/a",
                "rtmp:example.net",
                "rtmp:///etc/passwd",
                "rtmp://",
                "rtmp://exa mple.net/a",
                "rtmp://example.net/live live=1 -f lavfi",
                "rtmp://example.net/a\nfile:///etc/passwd",
                "rtmp://example.net/a\r\nX: y",
                "rtmp://example.net/a\0b",
                "rtmp://example.net/a|file:/etc/passwd",
                "rtmp://example.net/a'b",
                "rtmp://example.net/a`id`",
                "rtmp://example.net\\@other.example/a",
                "rtmp://a@b@example.net/a",
                "rtmp://example.net:port/a",
                "rtmp://[::1/a",
                "rtmp://example.net,listen/a",
                "rtmp,file://example.net/a",
                "srt://:9000?mode=listener",
                "rtsp://ex\u00E4mple.net/a",
                "rtsp://example.net;id/a",
                "",
                ":",
                "://"
            })
    void hostileAddressIsNeverRead(String url) {
        assertThat(FfmpegAddress.read(url)).isInstanceOf(FfmpegAddress.Reading.Unusable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rtmp://example.net/a", "file:///etc/passwd", "ftp://example.net/", "httpproxy://example.net/"})
    void manifestIsReadOverTheWebOnly(String url) {
        assertThat(FfmpegAddress.readWeb(url)).isInstanceOf(FfmpegAddress.Reading.Unusable.class);
    }

    @Test
    void longAddressIsRefused() {
        assertThat(FfmpegAddress.read("rtmp://example.net/" + "a".repeat(8_000)))
                .isInstanceOf(FfmpegAddress.Reading.Unusable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "srt://example.net:9000?mode=listener, true",
        "srt://example.net:9000?a=b&mode=rendezvous, true",
        "srt://example.net:9000?a=b&MODE=LISTENER, true",
        "srt://example.net:9000?%6dode=listener, true",
        "srt://example.net:9000?mode=callers, true",
        "srt://example.net:9000?mode=caller, false",
        "srt://example.net:9000?mode=caller&latency=20, false",
        "srt://example.net:9000, false",
        "rist://@0.0.0.0:9000, true",
        "rist://u@example.net:9000, false",
    })
    void waitingForASenderIsNoticed(String url, boolean listens) {
        assertThat(read(url).listens()).isEqualTo(listens);
    }

    @Test
    void headersAreOneWordAndCannotBreakOutOfTheirLine() {
        List<String> words = words(Asked.withHeaders(
                "https://example.net/a.mpd",
                Map.of(
                        "Referer", "https://example.net/",
                        "User-Agent", "-i /etc/passwd",
                        "X-Bad", "a\r\nHost: other",
                        "X Bad", "b",
                        "-f", "lavfi")));
        assertThat(words).containsSubsequence("-user_agent", "-i /etc/passwd");
        String headers = words.get(words.indexOf("-headers") + 1);
        assertThat(headers.lines()).containsExactlyInAnyOrder("referer: https://example.net/", "-f: lavfi");
        assertThat(words.stream().filter("-i"::equals)).hasSize(1);
    }

    @Test
    void headersGoToTheWebOnly() {
        assertThat(words(Asked.withHeaders("rtmp://example.net/a", Map.of("Referer", "x"))))
                .doesNotContain("-headers", "-user_agent");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.net/a.mpd, http://proxy.example:3128, true",
        "https://example.net/a.mpd, socks5://127.0.0.1:9050, false",
        "rtmp://example.net/a, http://proxy.example:3128, false",
    })
    void proxyIsNeverPassedBy(String url, String proxy, boolean can) {
        UpstreamOpener.Request request = Asked.proxied(url, proxy);
        assertThat(FfmpegCommand.objection(read(url), request.provider()).isEmpty())
                .isEqualTo(can);
        if (can) {
            assertThat(words(request)).containsSubsequence("-http_proxy", proxy, "-i", url);
        }
    }

    // ---- the program ----

    @Test
    void programIsTheOneThatIsSetOrTheFirstOnThePath(@TempDir Path folder) throws IOException {
        Path first = Files.createDirectories(folder.resolve("first"));
        Path second = Files.createDirectories(folder.resolve("second"));
        Files.writeString(first.resolve("ffmpeg"), "not executable");
        Path program = Files.writeString(second.resolve("ffmpeg"), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThat(FfmpegProgram.find(Optional.empty(), ":.:" + first + ":" + second))
                .contains(program);
        assertThat(FfmpegProgram.find(Optional.of(program), "")).contains(program);
        assertThat(FfmpegProgram.find(Optional.of(first.resolve("ffmpeg")), second.toString()))
                .isEmpty();
        assertThat(FfmpegProgram.find(Optional.of(folder), "")).isEmpty();
        assertThat(FfmpegProgram.find(Optional.empty(), "")).isEmpty();
    }

    // ---- what it says ----

    @Test
    void lastWordsAreTheLastTwoThingsSaidWithoutCredentials() {
        var words = new LastWords();
        say(words, "x".repeat(10_000) + "\n");
        say(words, "[tcp @ 0x55] Connection to tcp://127.0.0.1:9?tcp_nodelay=0 failed: Connection refused\n");
        say(words, "[in#0 @ 0x5a] Error opening input: 403 at rtmp://bob:s3cret@example.net/live/bob/s3cret/7.ts\n");
        say(words, "Error opening input file rtmp://bob:s3cret@example.net/x.\n");
        assertThat(words.text())
                .startsWith("Connection to tcp://127.0.0.1:9")
                .contains("failed: Connection refused; Error opening input: 403 at rtmp://***@example.net/")
                .doesNotContain("s3cret")
                .hasSizeLessThanOrEqualTo(300);
    }

    @Test
    void lastWordsThatWereCutInTheMiddleOfAnAddressLeaveThatLineOut() {
        var words = new LastWords();
        say(words, "rtmp://bob:s3cret@" + "host/".repeat(820) + "\nend\n");
        assertThat(words.text()).isEqualTo("end");
        assertThat(new LastWords().text()).isEmpty();
    }

    private static void say(LastWords words, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        words.add(bytes, bytes.length);
    }
}
