package io.sintonia.formats.m3u;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where third-party lists lie, if they do: beside the checkout, or where the property {@code sintonia.shared} says. */
final class SharedLists {
    private SharedLists() {}

    /** The lists, or none where there is no such folder. */
    static List<Path> found() throws IOException {
        var folder = folder();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.m3u8?"))
                    .sorted()
                    .toList();
        }
    }

    private static Path folder() {
        var set = System.getProperty("sintonia.shared");
        if (set != null) {
            return Path.of(set, "data", "m3u");
        }
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            var candidate = at.resolve("shared/data/m3u");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return Path.of("shared/data/m3u");
    }
}
