package io.sintonia.outputs;

import io.sintonia.outputs.wire.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;

/**
 * A rendered file, opened for one answer.
 *
 * @param file open; sent also when its name is gone meanwhile
 */
record AnswerFile(FileChannel file, long length) implements Answer.FileBytes {
    @Override
    public void release() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
