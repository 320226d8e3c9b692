package io.sintonia;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Real lists and streams that lie beside the checkout on some machines, never in it. */
public final class SharedFiles {
    private SharedFiles() {}

    /** A file below the shared folder; the test is skipped, and says so, where there is none. */
    public static Path need(String name) {
        Optional<Path> found = find(name);
        Assumptions.assumeTrue(found.isPresent(), "this machine has no ../shared/" + name);
        return found.orElseThrow();
    }

    /** A file below the shared folder, if this machine has it. */
    static Optional<Path> find(String name) {
        String property = System.getProperty("sintonia.shared");
        if (property != null) {
            return Optional.of(Path.of(property, name)).filter(Files::exists);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared").resolve(name);
            if (Files.exists(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
