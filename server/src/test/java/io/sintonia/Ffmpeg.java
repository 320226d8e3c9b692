package io.sintonia;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/** The real ffmpeg and ffprobe, as tests run them. */
public final class Ffmpeg {
    private static final String FFMPEG = Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
    private static final String FFPROBE = Loader.load(org.bytedeco.ffmpeg.ffprobe.class);

    private Ffmpeg() {}

    /** What a run said, and how it ended. */
    public record Run(int code, String text) {}

    /** Decodes an input to its end, or for so many seconds; the text is empty if nothing was wrong. */
    public static Run decode(String input, int seconds) throws IOException, InterruptedException {
        return run(List.of(
                FFMPEG,
                "-hide_banner",
                "-nostdin",
                "-v",
                "error",
                "-xerror",
                "-t",
                Integer.toString(seconds),
                "-i",
                input,
                "-f",
                "null",
                "-"));
    }

    /** Names of the codecs in an input, in order. */
    public static String codecs(String input) throws IOException, InterruptedException {
        return run(List.of(FFPROBE, "-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", input))
                .text();
    }

    /** Codec and count of decoded frames of each stream in the first seconds, a line each, and what the decoders say to it. */
    static Run framesOf(Path file, int seconds) throws IOException, InterruptedException {
        return run(List.of(
                FFPROBE,
                "-v",
                "error",
                "-count_frames",
                "-read_intervals",
                "%+" + seconds,
                "-show_entries",
                "stream=codec_name,nb_read_frames",
                "-of",
                "csv=p=0",
                file.toString()));
    }

    private static Run run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(Duration.ofSeconds(10))) {
            process.destroyForcibly();
        }
        return new Run(process.waitFor(), text.strip());
    }
}
