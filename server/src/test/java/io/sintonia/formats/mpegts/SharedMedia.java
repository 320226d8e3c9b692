package io.sintonia.formats.mpegts;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

/** The shared media files beside the checkout, and ffmpeg to judge them with. Tests are skipped where they are absent. */
final class SharedMedia {
    private SharedMedia() {}

    /** A media file; skips the test where it is not there. */
    static Path file(String name) {
        var file = folder().map(folder -> folder.resolve(name)).filter(Files::exists);
        assumeTrue(file.isPresent(), "skipped: no shared/media/" + name + " beside the checkout");
        return file.orElseThrow();
    }

    /** Its aligned packets. */
    static byte[] packets(String name) throws IOException {
        return align(Files.readAllBytes(file(name)), new PacketAligner(), 65_536);
    }

    static byte[] align(byte[] bytes, PacketAligner aligner, int chunk) {
        var out = new ByteArrayOutputStream(bytes.length);
        for (int at = 0; at < bytes.length; at += chunk) {
            aligner.feed(bytes, at, Math.min(chunk, bytes.length - at), out::write);
        }
        aligner.finish(out::write);
        return out.toByteArray();
    }

    /** Runs ffprobe; returns what it printed. */
    static List<String> ffprobe(String... arguments) throws IOException {
        return run(Loader.load(org.bytedeco.ffmpeg.ffprobe.class), arguments);
    }

    /** Runs ffmpeg; returns what it complained of, and "exit N" where that is not 0. */
    static List<String> ffmpeg(String... arguments) throws IOException {
        return run(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class), arguments);
    }

    private static Optional<Path> folder() {
        var told = System.getProperty("sintonia.shared");
        if (told != null) {
            return Optional.of(Path.of(told, "media"));
        }
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("shared").resolve("media"))) {
                return Optional.of(at.resolve("shared").resolve("media"));
            }
        }
        return Optional.empty();
    }

    private static List<String> run(String program, String... arguments) throws IOException {
        var process = new ProcessBuilder(program)
                .command(Stream.concat(Stream.of(program), Stream.of(arguments)).toList())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        try (var reader = process.inputReader()) {
            var lines = new ArrayList<>(reader.lines().toList());
            if (!process.waitFor(Duration.ofSeconds(60))) {
                lines.add("did not end within 60 s");
            } else if (process.exitValue() != 0) {
                lines.add("exit " + process.exitValue());
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
