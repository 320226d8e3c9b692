package io.sintonia.formats.m3u;

import io.sintonia.formats.Transcoded;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines of a byte stream, decoded, ended by LF, CRLF, CR or the end. Memory is one buffer, whatever the input: a line
 * beyond the limit is cut and the rest of it passed over. Decoding never fails.
 *
 * <p>The charset is judged from the first buffer that holds a byte above 0x7F, so a list that stays ASCII for megabytes
 * is judged where it stops being so. Lines are found in bytes first, which every charset here allows except those of wide
 * units; these are told again in UTF-8 before.
 */
final class Lines implements AutoCloseable {
    private static final int LEAST_BUFFER_BYTES = 1 << 20;

    private final InputStream source;
    private final byte[] buffer;
    private final int limitBytes;
    private final Optional<Charset> fallback;
    private Charset charset = StandardCharsets.ISO_8859_1; // while all is ASCII: the cheapest that is right
    private boolean judged;
    private int from;
    private int to;
    private boolean ended;
    private boolean afterCarriageReturn;
    private long number;
    private String text = "";
    private boolean cut;

    static Lines open(InputStream bytes, M3uOptions options) throws IOException {
        byte[] mark = bytes.readNBytes(4);
        int skip = 0;
        Optional<Charset> marked = Optional.empty();
        if (startsWith(mark, 0xEF, 0xBB, 0xBF)) {
            skip = 3;
            marked = Optional.of(StandardCharsets.UTF_8);
        } else if (startsWith(mark, 0xFF, 0xFE)) {
            skip = 2;
            marked = Optional.of(StandardCharsets.UTF_16LE);
        } else if (startsWith(mark, 0xFE, 0xFF)) {
            skip = 2;
            marked = Optional.of(StandardCharsets.UTF_16BE);
        } else if (startsWith(mark, '#', 0) || startsWith(mark, '\r', 0) || startsWith(mark, '\n', 0)) {
            marked = Optional.of(StandardCharsets.UTF_16LE);
        } else if (startsWith(mark, 0, '#') || startsWith(mark, 0, '\r') || startsWith(mark, 0, '\n')) {
            marked = Optional.of(StandardCharsets.UTF_16BE);
        }
        var head = new ByteArrayInputStream(mark, skip, mark.length - skip);
        InputStream whole = new SequenceInputStream(head, bytes);
        var wide = marked.filter(Lines::isWide);
        if (wide.isPresent()) {
            return new Lines(new Transcoded(whole, wide.get()), options, Optional.of(StandardCharsets.UTF_8));
        }
        return new Lines(whole, options, marked);
    }

    private Lines(InputStream source, M3uOptions options, Optional<Charset> decided) {
        this.source = source;
        this.limitBytes = options.limits().lineBytes();
        this.fallback = options.fallbackCharset();
        this.buffer = new byte[Math.max(LEAST_BUFFER_BYTES, 2 * limitBytes)];
        decided.ifPresent(known -> {
            charset = known;
            judged = true;
        });
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int at = 0; at < start.length; at++) {
            if ((bytes[at] & 0xFF) != start[at]) {
                return false;
            }
        }
        return true;
    }

    /** True where a line end is not the one byte it is in ASCII. */
    private static boolean isWide(Charset charset) {
        return charset.equals(StandardCharsets.UTF_16LE) || charset.equals(StandardCharsets.UTF_16BE);
    }

    /** Goes to the next line; false at the end of the input. */
    boolean next() throws IOException {
        if (afterCarriageReturn && (from < to || fill()) && buffer[from] == '\n') {
            from++;
        }
        afterCarriageReturn = false;
        int at = from;
        while (true) {
            int end = lineEnd(at);
            if (end < to) {
                take(end - from);
                from = end + 1;
                afterCarriageReturn = buffer[end] == '\r';
                return true;
            }
            if (to - from > limitBytes) {
                take(to - from);
                passOver();
                return true;
            }
            int have = to - from;
            if (!fill()) {
                if (have == 0) {
                    return false;
                }
                take(have);
                from = to;
                return true;
            }
            at = from + have;
        }
    }

    private int lineEnd(int at) {
        int end = at;
        int last = to;
        byte[] bytes = buffer;
        while (end < last && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        return end;
    }

    private void take(int length) {
        number++;
        cut = length > limitBytes;
        text = new String(buffer, from, cut ? limitBytes : length, charset);
    }

    /** Leaves the rest of a line that is too long, without keeping it. */
    private void passOver() throws IOException {
        do {
            int end = lineEnd(from);
            if (end < to) {
                afterCarriageReturn = buffer[end] == '\r';
                from = end + 1;
                return;
            }
            from = to;
        } while (fill());
    }

    /** Moves what is left to the front and reads until the buffer is full; false if nothing came. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        int before = to;
        while (to < buffer.length) {
            int count = source.read(buffer, to, buffer.length - to);
            if (count < 0) {
                ended = true;
                break;
            }
            to += count;
        }
        if (!judged && Encoding.hasHighBytes(buffer, before, to)) {
            charset = Encoding.judge(buffer, before, to, fallback);
            judged = true;
        }
        return to > before;
    }

    /** The current line without its end. */
    String text() {
        return text;
    }

    /** The current line's number, from 1. */
    long number() {
        return number;
    }

    /** True if the current line was longer than the limit. */
    boolean cut() {
        return cut;
    }

    /** What the bytes are taken for so far; US-ASCII while nothing told otherwise. */
    Charset charset() {
        return judged ? charset : StandardCharsets.US_ASCII;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
