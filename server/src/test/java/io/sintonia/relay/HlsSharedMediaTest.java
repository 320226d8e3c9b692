package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sintonia.fetch.FaultyOrigin.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HLS trees of the shared media: what comes through is what they hold, and ffmpeg decodes it; or why not. */
class HlsSharedMediaTest {
    @TempDir
    Path folder;

    private HlsOrigin hls;

    @BeforeEach
    void start() throws IOException {
        hls = new HlsOrigin();
    }

    @AfterEach
    void close() throws IOException {
        hls.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hls_aes", "hls_aes_rot"})
    void encryptedTreeGivesTheBytesOfTheClearOne(String name) throws IOException {
        assertThat(relayed(serve(name), "index.m3u8")).isEqualTo(relayed(serve("hls_ts"), "index.m3u8"));
    }

    @Test
    void partsOfOneFileGiveTheFile() throws IOException {
        Path tree = serve("hls_byterange");
        assertThat(relayed(tree, "index.m3u8")).isEqualTo(Files.readAllBytes(tree.resolve("all.ts")));
    }

    @ParameterizedTest
    @CsvSource({
        "hls_ts,index.m3u8,500",
        "hls_byterange,index.m3u8,500",
        "hls_aes,index.m3u8,500",
        "hls_ladder,master.m3u8,300"
    })
    void cleanTreeDecodesWithoutAnError(String name, String list, int frames) throws IOException {
        Path file = Files.write(folder.resolve("out.ts"), relayed(serve(name), list));
        assertThat(ffmpeg("-v", "error", "-xerror", "-i", file.toString(), "-f", "null", "-"))
                .isEmpty();
        assertThat(frames(file)).isEqualTo(frames);
    }

    @Test
    void treeWithDiscontinuitiesDecodesPartByPart() throws IOException {
        List<byte[]> parts = parts(serve("hls_disc"), "index.m3u8");
        assertThat(parts).hasSize(3);
        int[] frames = {200, 240, 100};
        for (int i = 0; i < parts.size(); i++) {
            // the counters of the middle part's two segments do not join in the source itself, so not by -xerror
            assertThat(frames(Files.write(folder.resolve(i + ".ts"), parts.get(i))))
                    .isEqualTo(frames[i]);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hls_altaudio,master.m3u8,its sound lies in a playlist of its own",
        "hls_fmp4,index.m3u8,fragmented MP4 (fMP4)"
    })
    void treeThatCannotBeRelayedIsRefusedWithTheReason(String name, String list, String reason) throws IOException {
        serve(name);
        UpstreamFailure refused = hls.refused("/" + name + "/" + list);
        assertThat(refused.kind()).isEqualTo(UpstreamFailure.Kind.UNSUPPORTED);
        assertThat(refused.text()).contains(reason);
    }

    @Test
    void bareSoundBecomesATransportStream() throws IOException {
        Path file = Files.write(folder.resolve("radio.ts"), relayed(serve("hls_radio"), "index.m3u8"));
        assertThat(ffmpeg("-v", "error", "-xerror", "-i", file.toString(), "-f", "null", "-"))
                .isEmpty();
        // the last tenth of a second would come with the next segment
        assertThat(frames(file, "a:0")).isBetween(700, 705);
    }

    @Test
    void bareMpegSoundBecomesATransportStreamToo() throws IOException {
        hls.origin.on("/a.mp3", Answer.ok(Files.readAllBytes(tree("hls_radio").resolveSibling("radio.mp3"))));
        hls.lists("/hls_mp3/radio.m3u8", HlsOrigin.ended("#EXT-X-VERSION:3", "/a.mp3"));
        Path file = Files.write(folder.resolve("radio.ts"), relayed(Path.of("hls_mp3"), "radio.m3u8"));
        assertThat(ffmpeg("-v", "error", "-xerror", "-i", file.toString(), "-f", "null", "-"))
                .isEmpty();
        assertThat(frames(file, "a:0")).isBetween(615, 630); // 15 s of 1152 samples at 48 kHz
    }

    @ParameterizedTest
    @ValueSource(strings = {"radio.mp3", "radio_aac.aac"})
    void stationOfBareSoundIsPlayedToo(String name) throws IOException {
        Path station = tree("hls_radio").resolveSibling(name);
        hls.origin.on("/station", Answer.ok(Files.readAllBytes(station)));
        Path file = Files.write(folder.resolve("radio.ts"), joined(parts("/station")));
        assertThat(frames(file, "a:0")).isGreaterThan(600);
    }

    /** Puts all files of a tree on the origin. */
    private Path serve(String name) throws IOException {
        Path tree = tree(name);
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = "/" + name + "/" + tree.relativize(file);
                byte[] bytes = Files.readAllBytes(file);
                hls.origin.on(path, Answer.ok(bytes));
            }
        }
        return tree;
    }

    private byte[] relayed(Path tree, String list) throws IOException {
        return joined(parts(tree, list));
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private List<byte[]> parts(Path tree, String list) throws IOException {
        return parts("/" + tree.getFileName() + "/" + list);
    }

    private List<byte[]> parts(String path) throws IOException {
        List<byte[]> parts = new ArrayList<>();
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 << 10];
        try (Upstream upstream = hls.opened(path)) {
            for (int count = upstream.read(buffer); count >= 0; count = upstream.read(buffer)) {
                if (upstream.beginsAnew() && part.size() > 0) {
                    parts.add(part.toByteArray());
                    part.reset();
                }
                part.write(buffer, 0, count);
            }
        }
        parts.add(part.toByteArray());
        return parts;
    }

    private static int frames(Path file) throws IOException {
        return frames(file, "v:0");
    }

    private static int frames(Path file, String stream) throws IOException {
        return ffprobe(
                        "-v",
                        "error",
                        "-count_frames",
                        "-select_streams",
                        stream,
                        "-show_entries",
                        "stream=nb_read_frames",
                        "-of",
                        "csv=p=0",
                        file.toString())
                .stream()
                .map(line -> line.replaceAll("\\D", ""))
                .filter(line -> !line.isEmpty())
                .map(Integer::valueOf)
                .findFirst()
                .orElse(0);
    }

    private static Path tree(String name) {
        Optional<Path> found = Optional.empty();
        String told = System.getProperty("sintonia.shared");
        if (told != null) {
            found = Optional.of(Path.of(told, "media", name));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null && found.isEmpty(); at = at.getParent()) {
            Path here = at.resolve("shared").resolve("media").resolve(name);
            found = Files.isDirectory(here) ? Optional.of(here) : found;
        }
        assumeTrue(
                found.filter(Files::isDirectory).isPresent(),
                "skipped: no shared/media/" + name + " beside the checkout");
        return found.orElseThrow();
    }

    private static List<String> ffmpeg(String... arguments) throws IOException {
        return run(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class), arguments);
    }

    private static List<String> ffprobe(String... arguments) throws IOException {
        return run(Loader.load(org.bytedeco.ffmpeg.ffprobe.class), arguments);
    }

    private static List<String> run(String program, String... arguments) throws IOException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of(program), Stream.of(arguments)).toList())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        try (var reader = process.inputReader()) {
            List<String> lines = new ArrayList<>(reader.lines().toList());
            if (!process.waitFor(Duration.ofSeconds(60))) {
                lines.add("did not end within 60 s");
            }
            return lines;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + program + " ran", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
