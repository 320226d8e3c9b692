package io.sintonia.outputs;

import io.sintonia.outputs.wire.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;

/**
 * A huge body unpacked for one answer, in a temporary file that is gone when the answer is.
 *
 * @param file open, and deleted by its closing
 */
record UnpackedFile(FileChannel file, long length) implements Answer.FileBytes {
    static UnpackedFile of(byte[] gzip) {
        try {
            Path path = Files.createTempFile("sintonia-answer", "");
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip), 1 << 16)) {
                long length = Files.copy(in, path, StandardCopyOption.REPLACE_EXISTING);
                return new UnpackedFile(
                        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE), length);
            } catch (IOException e) {
                Files.deleteIfExists(path);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a huge answer could not be unpacked into the temporary folder", e);
        }
    }

    @Override
    public void release() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
