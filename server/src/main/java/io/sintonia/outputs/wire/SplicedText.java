package io.sintonia.outputs.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A long text rendered once for many readers, with marks where a reader's own address and credentials go.
 *
 * <p>Immutable. Reading it costs no memory in proportion to its length: {@link Reading} fills a buffer at a time.
 */
public final class SplicedText {
    /** What a mark stands for. */
    public enum Mark {
        BASE(0),
        USERNAME(1),
        PASSWORD(2);

        private final byte word;

        Mark(int word) {
            this.word = (byte) word;
        }
    }

    private final byte[] text;
    private final int[] places;
    private final byte[] marks;
    private final int[] countOf = new int[Mark.values().length];

    private SplicedText(byte[] text, int[] places, byte[] marks) {
        this.text = text;
        this.places = places;
        this.marks = marks;
        for (byte mark : marks) {
            countOf[mark]++;
        }
    }

    /** Bytes of the whole text for a reader. */
    public long length(Splice splice) {
        byte[][] words = words(splice);
        long length = text.length;
        for (int i = 0; i < words.length; i++) {
            length += (long) countOf[i] * words[i].length;
        }
        return length;
    }

    /** The text for a reader, from its beginning. */
    public Reading read(Splice splice) {
        return new Reading(words(splice));
    }

    private static byte[][] words(Splice splice) {
        return new byte[][] {
            splice.base().getBytes(StandardCharsets.UTF_8),
            splice.username().getBytes(StandardCharsets.UTF_8),
            splice.password().getBytes(StandardCharsets.UTF_8)
        };
    }

    /** One reader's way through the text. One thread at a time. */
    public final class Reading {
        private final byte[][] words;
        private int at;
        private int mark;
        private int inWord;

        private Reading(byte[][] words) {
            this.words = words;
        }

        /** Fills a buffer from its beginning; answers how many bytes, 0 at the end. */
        public int fill(byte[] buffer) {
            int filled = 0;
            while (filled < buffer.length) {
                boolean atMark = mark < places.length && places[mark] == at;
                byte[] from = atMark ? words[marks[mark]] : text;
                int begin = atMark ? inWord : at;
                int end = atMark ? from.length : mark < places.length ? places[mark] : text.length;
                int length = Math.min(end - begin, buffer.length - filled);
                System.arraycopy(from, begin, buffer, filled, length);
                filled += length;
                if (atMark) {
                    inWord += length;
                    if (inWord == from.length) {
                        mark++;
                        inWord = 0;
                    }
                } else {
                    at += length;
                    if (length == 0) {
                        break;
                    }
                }
            }
            return filled;
        }
    }

    /** Writes a text with marks. */
    public static final class Writer {
        private final ByteArrayOutputStream text = new ByteArrayOutputStream(1 << 16);
        private int[] places = new int[1024];
        private byte[] marks = new byte[1024];
        private int count;

        public Writer add(String words) {
            byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
            text.write(bytes, 0, bytes.length);
            return this;
        }

        public Writer add(Mark mark) {
            if (count == places.length) {
                places = Arrays.copyOf(places, count * 2);
                marks = Arrays.copyOf(marks, count * 2);
            }
            places[count] = text.size();
            marks[count++] = mark.word;
            return this;
        }

        public SplicedText done() {
            return new SplicedText(text.toByteArray(), Arrays.copyOf(places, count), Arrays.copyOf(marks, count));
        }
    }
}
