package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sintonia.Await;
import io.sintonia.formats.mpegts.PacketAligner;
import io.sintonia.formats.mpegts.StreamAnalyzer;
import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real ffmpeg as our child, and another one as the server it calls. */
class FfmpegUpstreamsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static Path clip;
    private static Path program;

    @BeforeAll
    static void prepare() throws IOException {
        clip = folder.resolve("card.ts");
        try (InputStream card = FfmpegUpstreamsTest.class.getResourceAsStream("/demo/card.ts")) {
            assertThat(card).isNotNull();
            Files.copy(card, clip);
        }
        program = Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
    }

    private static FfmpegUpstreams opener() {
        return new FfmpegUpstreams(Optional.of(program), Map.of("PATH", "/usr/bin"), "Sintonia/0");
    }

    @ParameterizedTest
    @CsvSource({
        "flv, rtmp://127.0.0.1:PORT/live/card, '-listen 1', rtmp://127.0.0.1:PORT/live/card",
        "mpegts, srt://127.0.0.1:PORT?mode=listener, '', srt://127.0.0.1:PORT",
    })
    void liveSourceComesOutAsATransportStream(String format, String served, String options, String asked)
            throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(program.toString(), "-nostdin", "-v", "error", "-re"));
        command.addAll(List.of("-stream_loop", "-1", "-i", clip.toString(), "-map", "0", "-c", "copy"));
        command.addAll(List.of("-bsf:a", format.equals("flv") ? "aac_adtstoasc" : "null", "-f", format));
        command.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ")));
        command.add(served.replace("PORT", Integer.toString(port)));
        Process server = run(command);
        try {
            Upstream upstream = openWhenItListens(asked.replace("PORT", Integer.toString(port)));
            try (upstream) {
                assertThat(watch(upstream)).isEqualTo("h264 aac");
            }
        } finally {
            server.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"hls, index.m3u8", "dash, index.mpd"})
    void fragmentedMp4OverTheWebComesOutAsATransportStream(String format, String name) throws IOException {
        Path site = Files.createDirectories(folder.resolve(format));
        List<String> command =
                new ArrayList<>(List.of(program.toString(), "-nostdin", "-v", "error", "-i", clip.toString()));
        command.addAll(List.of(
                "-map",
                "0",
                "-c",
                "copy",
                "-tag:v",
                "avc1",
                "-tag:a",
                "mp4a",
                "-bsf:a",
                "aac_adtstoasc",
                "-f",
                format));
        if (format.equals("hls")) {
            command.addAll(List.of("-hls_segment_type", "fmp4", "-hls_playlist_type", "vod"));
        }
        command.add(site.resolve(name).toString());
        finish(run(command));

        var agent = new AtomicReference<>("");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            agent.set(exchange.getRequestHeaders().getFirst("User-Agent"));
            Path file = site.resolve(
                    Path.of(exchange.getRequestURI().getPath()).getFileName().toString());
            byte[] body = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
            var request = Asked.withHeaders(url, Map.of("User-Agent", "Player/1"));
            try (Upstream upstream = Asked.upstream(opener().openManifest(request))) {
                assertThat(watch(upstream)).isEqualTo("h264 aac");
            }
            assertThat(agent.get()).isEqualTo("Player/1");
            UpstreamFailure missing =
                    Asked.failure(opener().openManifest(Asked.trusted(url.replace("index", "u/secret-a/missing"))));
            assertThat(missing.kind()).isEqualTo(UpstreamFailure.Kind.REFUSED);
            assertThat(missing.text()).contains("404");
        } finally {
            server.stop(0);
        }
    }

    /** A playlist from outside must not make ffmpeg open what lies on this machine. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile://CLIP\n#EXT-X-ENDLIST\n",
                "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nconcat:CLIP|CLIP\n#EXT-X-ENDLIST\n",
                "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nsubfile,,start,0,end,9999,,:CLIP\n#EXT-X-ENDLIST\n",
                "ffconcat version 1.0\nfile 'CLIP'\n",
                "ffconcat version 1.0\nfile 'file:CLIP'\n",
            })
    void playlistCannotLeadToAFile(String playlist) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = playlist.replace("CLIP", clip.toString()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/index.m3u8";
            Asked.failure(opener().openManifest(Asked.trusted(url)));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void addressNobodyAnswersAtIsSaidWithoutCredentials() throws IOException {
        UpstreamFailure failure = Asked.failure(
                opener().open(Asked.trusted("rtmp://bob:s3cret@127.0.0.1:" + freePort() + "/live/bob/s3cret/7")));
        assertThat(failure.kind()).as(failure.text()).isEqualTo(UpstreamFailure.Kind.UNREACHABLE);
        assertThat(failure.text()).contains("Connection refused").doesNotContain("s3cret");
    }

    @Test
    void serverThatKeepsSilentIsGivenUpAndItsFfmpegIsGone() throws IOException {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String url = "rtmp://127.0.0.1:" + silent.getLocalPort() + "/live/card";
            UpstreamFailure failure =
                    Asked.failure(opener().open(Asked.trusted(url, Duration.ofMillis(700), DEADLINE)));
            assertThat(failure.kind()).isEqualTo(UpstreamFailure.Kind.SILENT);
            assertThat(childrenThatRead(url)).isZero();
        }
    }

    @Test
    void interruptEndsTheWaitForTheFirstByte()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String url = "rtmp://127.0.0.1:" + silent.getLocalPort() + "/live/card";
            var failed = new CompletableFuture<UpstreamFailure>();
            var pump = Thread.ofVirtual()
                    .start(() -> failed.complete(Asked.failure(opener().open(Asked.trusted(url, DEADLINE, DEADLINE)))));
            Await.until("ffmpeg runs", DEADLINE, () -> childrenThatRead(url) == 1);
            pump.interrupt();
            assertThat(failed.get(10, TimeUnit.SECONDS).kind()).isEqualTo(UpstreamFailure.Kind.BROKE_OFF);
            Await.until("ffmpeg is gone", DEADLINE, () -> childrenThatRead(url) == 0);
        }
    }

    // ---- a child that is not ffmpeg, to see how any child is treated ----

    @Test
    void closingWakesTheReaderAndEndsAChildThatWillNot()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Process stubborn = run(List.of("/bin/sh", "-c", "trap '' TERM; echo begun; exec tail -f /dev/null"));
        var upstream = new FfmpegUpstream(stubborn, DEADLINE);
        byte[] buffer = new byte[100];
        assertThat(upstream.read(buffer)).isEqualTo(6);
        var woken = new CompletableFuture<String>();
        var _ = Thread.ofVirtual().start(() -> {
            try {
                woken.complete("read " + upstream.read(buffer));
            } catch (IOException e) {
                woken.complete(String.valueOf(e.getMessage()));
            }
        });
        upstream.close();
        upstream.close();
        assertThat(stubborn.isAlive()).isFalse();
        assertThat(woken.get(5, TimeUnit.SECONDS)).isEqualTo("the stream was closed on our side");
    }

    @Test
    void readerThatIsSlowHoldsTheChildBackAndLosesNothing() throws IOException {
        Process child = run(List.of("/bin/sh", "-c", "head -c 5000000 /dev/zero"));
        try (var upstream = new FfmpegUpstream(child, DEADLINE)) {
            assertThat(child.isAlive()).isTrue();
            byte[] buffer = new byte[1_000];
            long total = 0;
            for (int count = upstream.read(buffer); count >= 0; count = upstream.read(buffer)) {
                total += count;
            }
            assertThat(total).isEqualTo(5_000_000);
            assertThat(upstream.read(buffer)).isEqualTo(-1);
        }
    }

    @Test
    void childThatFailsSaysWhy() throws IOException {
        Process child = run(List.of("/bin/sh", "-c", "echo some; echo '[x @ 0x1] it broke' >&2; exit 3"));
        try (var upstream = new FfmpegUpstream(child, DEADLINE)) {
            byte[] buffer = new byte[100];
            assertThat(upstream.read(buffer)).isEqualTo(5);
            assertThatThrownBy(() -> upstream.read(buffer))
                    .isInstanceOf(IOException.class)
                    .hasMessage("ffmpeg ended: it broke");
        }
    }

    @Test
    void silenceOfTheChildIsAStall() throws IOException {
        Process child = run(List.of("/bin/sh", "-c", "exec tail -f /dev/null"));
        try (var upstream = new FfmpegUpstream(child, Duration.ofMillis(200))) {
            assertThatThrownBy(() -> upstream.read(new byte[100]))
                    .isInstanceOf(IOException.class)
                    .hasMessage("nothing came for 0.2 s");
        }
    }

    // ---- what is refused before anything runs ----

    @ParameterizedTest
    @CsvSource({"rtsp, rtsp addresses need ffmpeg", "SRT, srt addresses need ffmpeg"})
    void withoutFfmpegItIsSaidSo(String scheme, String said) {
        var none = new FfmpegUpstreams(Optional.empty(), Map.of("PATH", folder.toString()), "Sintonia/0");
        UpstreamFailure failure = Asked.failure(none.open(Asked.trusted(scheme + "://127.0.0.1/a")));
        assertThat(failure.kind()).isEqualTo(UpstreamFailure.Kind.UNSUPPORTED);
        assertThat(failure.text()).isEqualTo(said + ", and none is installed on this machine");
    }

    @Test
    void settingThatLeadsNowhereIsSaid() {
        var wrong = new FfmpegUpstreams(Optional.of(Path.of("/nowhere/ffmpeg")), Map.of("PATH", "/usr/bin"), "S");
        assertThat(Asked.failure(wrong.open(Asked.trusted("srt://127.0.0.1:1"))).text())
                .contains("live.ffmpeg is '/nowhere/ffmpeg'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtmp://127.0.0.1/a",
                "rtmp://2130706433/a",
                "rtmp://0x7f.1/a",
                "rtsp://[::1]/a",
                "rtsp://[::ffff:10.0.0.1]/a",
                "srt://192.168.0.1:9",
                "rtsp://localhost/a",
                "rist://@1.1.1.1:9000",
                "srt://1.1.1.1:9000?mode=listener"
            })
    void sourceThatMayNotReachTheLocalNetworkGetsNothing(String url) {
        UpstreamFailure failure = Asked.failure(opener().open(Asked.untrusted(url)));
        assertThat(failure.kind()).isEqualTo(UpstreamFailure.Kind.UNREACHABLE);
        assertThat(failure.text()).contains("trust-local");
    }

    @ParameterizedTest
    @CsvSource({
        "rtmp://a/b, true", "RTSP://a/b, true", "srt://a:1, true", "mmsh://a/b, true", "rist://a:1, true",
        "http://a/b, false", "udp://@239.0.0.1:1, false", "file:///a, false", "rtmp:a, false", "'', false"
    })
    void takesItsOwnSchemesOnly(String url, boolean takes) {
        assertThat(opener().opens(url)).isEqualTo(takes);
    }

    // ---- what the tests are written in ----

    /** Reads until both streams are known and a decoder could start, and names their codecs. */
    private static String watch(Upstream upstream) throws IOException {
        var aligner = new PacketAligner();
        var analyzer = new StreamAnalyzer();
        byte[] buffer = new byte[50_000];
        while (analyzer.entries() == 0) {
            int count = upstream.read(buffer);
            assertThat(count).as("the stream goes on").isPositive();
            aligner.feed(buffer, 0, count, (packets, offset, length) -> {
                for (int at = offset; at < offset + length; at += TsPacket.SIZE) {
                    analyzer.inspect(packets, at);
                }
            });
        }
        return String.join(
                " ",
                analyzer.facts().followed().orElseThrow().streams().stream()
                        .map(stream -> stream.codec())
                        .toList());
    }

    private static Upstream openWhenItListens(String url) {
        var opened = new AtomicReference<Optional<Upstream>>(Optional.empty());
        Await.until("opened " + url, DEADLINE, () -> {
            opened.set(
                    switch (opener().open(Asked.trusted(url))) {
                        case UpstreamOpener.Opening.Opened(Upstream upstream) -> Optional.of(upstream);
                        case UpstreamOpener.Opening.Failed(UpstreamFailure _) -> Optional.empty();
                    });
            return opened.get().isPresent();
        });
        return opened.get().orElseThrow();
    }

    private static long childrenThatRead(String url) {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(url))
                .filter(ProcessHandle::isAlive)
                .count();
    }

    private static Process run(List<String> command) throws IOException {
        return new ProcessBuilder(command).start();
    }

    private static void finish(Process process) {
        try {
            assertThat(process.waitFor(DEADLINE)).isTrue();
            assertThat(process.exitValue()).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (var any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }
}
