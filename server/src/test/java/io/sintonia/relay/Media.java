package io.sintonia.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/** Clips for sources, and the real ffmpeg to judge what viewers get of them. */
final class Media {
    private Media() {}

    /** Our own test card: 24 s of H.264 and AAC, a key frame every two seconds. */
    static byte[] card() throws IOException {
        try (var in = Media.class.getResourceAsStream("/demo/card.ts")) {
            return in.readAllBytes();
        }
    }

    /** The same pictures and sound, multiplexed anew with these options of ffmpeg. */
    static byte[] remuxed(Path folder, byte[] clip, String... options) throws IOException {
        Path in = Files.write(folder.resolve("in.ts"), clip);
        Path out = folder.resolve("out.ts");
        List<String> said = ffmpeg(Stream.of(
                        List.of("-y", "-v", "error", "-i", in.toString(), "-map", "0", "-c", "copy"),
                        Arrays.asList(options),
                        List.of("-f", "mpegts", out.toString()))
                .flatMap(List::stream)
                .toList());
        if (!said.isEmpty()) {
            throw new IOException(said.toString());
        }
        return Files.readAllBytes(out);
    }

    /** What ffmpeg complains of when it decodes a stream to its end; empty if nothing is wrong. */
    static List<String> decode(Path folder, byte[] stream) throws IOException {
        Path in = Files.write(folder.resolve("viewed.ts"), stream);
        return ffmpeg(List.of("-v", "error", "-xerror", "-i", in.toString(), "-map", "0", "-f", "null", "-"));
    }

    /** The decoding times of one stream, in order. */
    static List<Long> times(Path folder, byte[] stream, String which, String time) throws IOException {
        Path in = Files.write(folder.resolve("viewed.ts"), stream);
        return run(
                        Loader.load(org.bytedeco.ffmpeg.ffprobe.class),
                        List.of(
                                "-v",
                                "error",
                                "-select_streams",
                                which,
                                "-show_entries",
                                "packet=" + time,
                                "-of",
                                "csv=p=0",
                                in.toString()))
                .stream()
                .map(line -> line.replaceAll("[^0-9-]", ""))
                .filter(line -> !line.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    private static List<String> ffmpeg(List<String> arguments) throws IOException {
        return run(
                Loader.load(org.bytedeco.ffmpeg.ffmpeg.class),
                Stream.concat(Stream.of("-nostdin"), arguments.stream()).toList());
    }

    private static List<String> run(String program, List<String> arguments) throws IOException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of(program), arguments.stream()).toList())
                .redirectErrorStream(true)
                .start();
        try {
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (!process.waitFor(Duration.ofSeconds(60)) || process.exitValue() != 0) {
                return Stream.concat(lines.stream(), Stream.of("it failed")).toList();
            }
            return lines;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
