package io.sintonia.relay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the operator's ffmpeg. */
final class FfmpegProgram {
    private FfmpegProgram() {}

    /**
     * The program that is set, else the first on the path; empty if there is none that may be run.
     *
     * @param searchPath directories as in the environment's PATH
     */
    static Optional<Path> find(Optional<Path> set, String searchPath) {
        if (set.isPresent()) {
            return set.map(Path::toAbsolutePath).filter(FfmpegProgram::runs);
        }
        // an empty or relative element would mean the working directory, where a program is not to be looked for
        return Stream.of(searchPath.split(":", -1))
                .filter(directory -> directory.startsWith("/") && directory.indexOf('\0') < 0)
                .map(directory -> Path.of(directory, "ffmpeg"))
                .filter(FfmpegProgram::runs)
                .findFirst();
    }

    private static boolean runs(Path program) {
        return Files.isRegularFile(program) && Files.isExecutable(program);
    }
}
