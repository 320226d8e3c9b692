package io.sintonia.outputs;

import io.sintonia.catalogue.Library;
import io.sintonia.outputs.wire.MarkCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What was rendered of a listing. Immutable.
 *
 * @param plain the file as it is, marks and all
 * @param packed the same under gzip; no such file if its length is 0
 * @param tag names the content
 * @param reading whether it may be kept under the lineup's name
 */
record RenderedFiles(
        Path plain,
        long plainLength,
        Path packed,
        long packedLength,
        EntityTag tag,
        MarkCount marks,
        Library.Reading reading) {
    /** What an entry weighs beside its bytes: two inodes. */
    private static final long OVERHEAD = 8 << 10;

    boolean isPacked() {
        return packedLength > 0;
    }

    /** Bytes on disk. */
    long weight() {
        return plainLength + packedLength + OVERHEAD;
    }

    /** Removes the files; whoever has them open reads on. */
    void delete() throws IOException {
        Files.deleteIfExists(plain);
        Files.deleteIfExists(packed);
    }
}
