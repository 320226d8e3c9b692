package io.sintonia.channellog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** How many files below a directory this process has open, deleted ones included: what the kernel says. */
public final class OpenFiles {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private OpenFiles() {}

    /** Counts the open files below {@code directory}; skips the test where there is no /proc. */
    public static long below(Path directory) throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(DESCRIPTORS), "no /proc on this machine");
        String beginning = directory.toRealPath() + "/";
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors
                    .filter(descriptor -> target(descriptor).startsWith(beginning))
                    .count();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed in the meantime
        }
    }
}
