package io.sintonia.outputs.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a text with marks. Control characters in its words that could be taken for marks become blanks. One thread. */
public final class SplicedWriter {
    private final OutputStream out;

    /** A writer to this, which is neither flushed nor closed here. */
    public SplicedWriter(OutputStream out) {
        this.out = out;
    }

    public SplicedWriter add(CharSequence words) throws IOException {
        byte[] bytes = words.toString().getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] >= 0 && bytes[at] < Mark.END) {
                bytes[at] = ' ';
            }
        }
        out.write(bytes);
        return this;
    }

    public SplicedWriter add(Mark mark) throws IOException {
        out.write(mark.sign());
        return this;
    }
}
