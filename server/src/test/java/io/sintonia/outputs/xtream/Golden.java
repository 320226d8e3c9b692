package io.sintonia.outputs.xtream;

import io.sintonia.outputs.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Answers as they should be, in files that people read. */
final class Golden {
    private Golden() {}

    /** The file's JSON without blanks: order and types are compared, layout is not. */
    static String file(String name) throws IOException {
        return JsonTree.compact(Files.readString(Path.of("src/test/resources/xtream", name)));
    }
}
