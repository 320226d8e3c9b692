package io.sintonia.outputs.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * One reader's way through a text that was rendered once into a file for many, with the reader's words where the marks are.
 * Its memory does not grow with the text. One thread.
 */
public final class SplicedText implements Pieces {
    private static final int BUFFER = 64 << 10;
    private static final byte[] NO_WORD = new byte[0];

    private final FileChannel file;
    private final byte[][] words = new byte[Mark.END][];
    private final ByteBuffer raw = ByteBuffer.allocate(BUFFER).limit(0);
    private byte[] word = NO_WORD;
    private int inWord;
    private long inFile;

    /** Of an open file, which is closed with it. */
    public SplicedText(FileChannel file, Splice splice) {
        this.file = file;
        for (Mark mark : Mark.values()) {
            words[mark.sign()] = splice.word(mark);
        }
    }

    @Override
    public int fill(byte[] piece) throws IOException {
        byte[] from = raw.array();
        int filled = 0;
        while (filled < piece.length) {
            if (inWord < word.length) {
                int length = Math.min(word.length - inWord, piece.length - filled);
                System.arraycopy(word, inWord, piece, filled, length);
                inWord += length;
                filled += length;
                continue;
            }
            if (!raw.hasRemaining() && !readOn()) {
                break;
            }
            int at = raw.position();
            int end = Math.min(raw.limit(), at + piece.length - filled);
            int next = nextMark(from, at, end);
            System.arraycopy(from, at, piece, filled, next - at);
            filled += next - at;
            if (next < end) {
                word = words[from[next]];
                inWord = 0;
                next++;
            }
            raw.position(next);
        }
        return filled;
    }

    private static int nextMark(byte[] from, int begin, int end) {
        int at = begin;
        while (at < end && (from[at] <= 0 || from[at] >= Mark.END)) {
            at++;
        }
        return at;
    }

    private boolean readOn() throws IOException {
        raw.clear();
        int read = file.read(raw, inFile);
        raw.flip();
        inFile += Math.max(0, read);
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
