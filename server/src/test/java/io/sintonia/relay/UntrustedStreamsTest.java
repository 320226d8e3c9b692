package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.StreamSource;
import io.sintonia.fetch.FaultyOrigin;
import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.fetch.LiveOpener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No address of a list from elsewhere makes the relay connect this machine or its neighbours, or run a program for it. It is decided
 * before anything is opened: a canary on loopback sees no connection, and a program that would tell is never started.
 */
class UntrustedStreamsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private FaultyOrigin canary;
    private FaultyOrigin internet;
    private Path started;
    private List<UpstreamOpener> openers;

    @BeforeEach
    void open() throws IOException {
        canary = FaultyOrigin.start();
        canary.otherwise(Answer.ok(new byte[188 * 10]));
        internet = FaultyOrigin.start();
        started = folder.resolve("started");
        Path program = Files.writeString(folder.resolve("ffmpeg"), "#!/bin/sh\necho \"$@\" > " + started + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        FfmpegUpstreams ffmpeg = new FfmpegUpstreams(Optional.of(program), Map.of("PATH", "/usr/bin:/bin"), "S");
        openers = List.of(
                new HttpUpstreams(
                        new LiveOpener(InstantSource.system(), System::nanoTime),
                        "own",
                        new VariantChoice(Optional.empty(), Optional.empty()),
                        ffmpeg::openManifest,
                        Pause.real(System::nanoTime)),
                new UdpUpstreams(System::nanoTime),
                ffmpeg);
    }

    @AfterEach
    void close() throws IOException {
        canary.close();
        internet.close();
    }

    private List<UpstreamFailure> failures(String url, Optional<String> proxy) {
        UpstreamOpener.Request request = new UpstreamOpener.Request(
                new StreamSource(1, 1, url, Map.of(), ""),
                new Provider(1, "List", Optional.empty(), Map.of(), proxy, 0, false),
                PATIENCE,
                PATIENCE);
        List<UpstreamFailure> failures = new ArrayList<>();
        for (UpstreamOpener opener : openers) {
            if (opener.opens(url)) {
                failures.add(Asked.failure(opener.open(request)));
            }
        }
        return failures;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/a",
                "HTTP://127.0.0.1:%d/a",
                "http://localhost:%d/a",
                "http://[::1]:%d/a",
                "http://[::ffff:127.0.0.1]:%d/a",
                "http://[2002:7f00:1::]:%d/a",
                "http://[64:ff9b::7f00:1]:%d/a",
                "http://[fe80::1%%lo]:%d/a",
                "http://2130706433:%d/a",
                "http://0x7f.0.0.1:%d/a",
                "http://0177.1:%d/a",
                "http://0.0.0.0:%d/a",
                "http://loopback.tricks.test:%d/a",
                "http://mapped.tricks.test:%d/a",
                "http://sixtofour.tricks.test:%d/a",
                "http://nat64.tricks.test:%d/a",
                "http://several.tricks.test:%d/a",
                "http://metadata.tricks.test/a",
                "http://169.254.169.254/latest",
                "https://127.0.0.1:%d/a",
                "rtmp://127.0.0.1:%d/a/b",
                "rtmp://loopback.tricks.test:%d/a/b",
                "rtmp://several.tricks.test:%d/a/b",
                "rtsp://[::1]:%d/a",
                "rtsp://2130706433:%d/a",
                "srt://127.0.0.1:%d",
                "srt://:%d?mode=listener",
                "srt://router.tricks.test:%d?mode=caller",
                "rist://127.0.0.1:%d",
                "mms://0x7f000001:%d/a",
                "udp://@127.0.0.1:%d",
                "udp://@239.0.0.1:%d",
                "rtp://@192.168.1.1:%d",
                "udp://0.0.0.0:%d"
            })
    void streamIsRefusedBeforeAnythingIsOpened(String written) {
        List<UpstreamFailure> failures = failures(String.format(Locale.ROOT, written, canary.port()), Optional.empty());
        assertThat(failures).isNotEmpty();
        assertThat(canary.requests()).isEmpty();
        assertThat(started).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pipe:///bin/sh",
                "file:///etc/passwd",
                "concat:file:///etc/passwd",
                "-i /etc/passwd",
                "data:text/plain,x",
                "plugin://x",
                "subfile,,start,0,end,9,,:/etc/passwd",
                "acestream://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "unix:/run/docker.sock",
                "gopher://127.0.0.1/x"
            })
    void nobodyOpensWhatIsNoStream(String url) {
        assertThat(openers).noneMatch(opener -> opener.opens(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/x.ts",
                "http://169.254.169.254/latest",
                "http://[::ffff:7f00:1]:%d/x.ts",
                "http://0x7f.1:%d/x.ts",
                "http://localhost:%d/x.ts"
            })
    void neitherRedirectNorPlaylistNorSegmentNorKeyLeadsHome(String written) {
        String home = String.format(Locale.ROOT, written, canary.port());
        String head = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:1\n";
        // the operator's proxy stands for the internet
        internet.on("http://tv.example/redirect", Answer.redirect(home));
        internet.on("http://tv.example/master", Answer.ok("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000\n" + home + "\n"));
        internet.on("http://tv.example/segments", Answer.ok(head + "#EXTINF:1,\n" + home + "\n#EXT-X-ENDLIST\n"));
        internet.on(
                "http://tv.example/key",
                Answer.ok(head + "#EXT-X-KEY:METHOD=AES-128,URI=\"" + home
                        + "\"\n#EXTINF:1,\nhttp://tv.example/s.ts\n#EXT-X-ENDLIST\n"));
        internet.on("http://tv.example/s.ts", Answer.ok(new byte[188 * 16]));
        for (String path : List.of("redirect", "master", "segments", "key")) {
            assertThat(opened("http://tv.example/" + path)).as(path).isFalse();
        }
        assertThat(canary.requests()).isEmpty();
        assertThat(internet.requests())
                .extracting(FaultyOrigin.Request::target)
                .allMatch(target -> target.startsWith("http://tv.example/"));
        assertThat(started).doesNotExist();
    }

    /** Whether a byte of a stream came; a playlist may be opened before its segments are asked for. */
    private boolean opened(String url) {
        UpstreamOpener.Request request = new UpstreamOpener.Request(
                new StreamSource(1, 1, url, Map.of(), ""),
                new Provider(1, "List", Optional.empty(), Map.of(), Optional.of(internet.url("")), 0, false),
                PATIENCE,
                PATIENCE);
        return switch (openers.getFirst().open(request)) {
            case UpstreamOpener.Opening.Failed _ -> false;
            case UpstreamOpener.Opening.Opened(Upstream upstream) -> {
                try (upstream) {
                    yield upstream.read(new byte[188 * 8]) > 0;
                } catch (IOException e) {
                    yield false;
                }
            }
        };
    }

    @Test
    void canaryWouldTell() {
        UpstreamOpener.Request trusted = Asked.trusted(canary.url("/a"));
        assertThat(openers.getFirst().open(trusted)).isNotNull();
        assertThat(canary.requests()).hasSize(1);
    }
}
