package io.sintonia.outputs.wire;

/** Counts the marks in a text as it is written; with it a reader's length is known before the text is read. One thread, then any. */
public final class MarkCount {
    private final long[] counts = new long[Mark.END];
    private long length;

    /** Counts what is in some bytes of the text. */
    public void add(byte[] bytes, int offset, int count) {
        length += count;
        for (int at = offset; at < offset + count; at++) {
            byte b = bytes[at];
            if (b > 0 && b < Mark.END) {
                counts[b]++;
            }
        }
    }

    /** Bytes of the whole text for a reader. */
    public long length(Splice splice) {
        long whole = length;
        for (Mark mark : Mark.values()) {
            whole += counts[mark.sign()] * (splice.word(mark).length - 1);
        }
        return whole;
    }
}
