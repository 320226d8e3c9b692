package io.sintonia.fetch;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import java.util.zip.ZipException;
import org.tukaani.xz.CorruptedInputException;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.UnsupportedOptionsException;

/**
 * One layer of unpacking, held to the limits of size and ratio, and whose failures say what is wrong with the content. Every layer has its own:
 * a bomb may sit in an inner layer and give out nothing.
 */
final class Inflation extends FilterInputStream {
    /** Small content may be as repetitive as it likes. */
    private static final long RATIO_COUNTS_FROM = 10L << 20;

    private final String packing;
    private final FetchLimits limits;
    private final LongSupplier rawBytes;
    private long inflated;

    /**
     * @param packing the layer's name, for failures
     * @param rawBytes how many bytes of the file have been read by now
     */
    Inflation(InputStream layer, String packing, FetchLimits limits, LongSupplier rawBytes) {
        super(layer);
        this.packing = packing;
        this.limits = limits;
        this.rawBytes = rawBytes;
    }

    /** Opens a layer whose constructor reads already. */
    interface Opening {
        InputStream open() throws IOException;
    }

    static InputStream opened(String packing, Opening opening) throws IOException {
        try {
            return opening.open();
        } catch (IOException e) {
            throw said(packing, 0, e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(buffer, offset, length);
        } catch (IOException e) {
            throw said(packing, inflated, e);
        }
        count(Math.max(count, 0));
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes(Math.clamp(count, 0, 8 * 1024)).length; // what is skipped was inflated as well
    }

    /** Counts bytes that were inflated without being given out. */
    void count(long bytes) throws IOException {
        inflated += bytes;
        if (inflated > limits.inflatedBytes()) {
            throw new LimitReached(
                    "too large: more than " + Body.number(limits.inflatedBytes()) + " bytes when unpacked");
        }
        if (inflated > RATIO_COUNTS_FROM && inflated / limits.ratio() > rawBytes.getAsLong()) {
            throw new LimitReached("too large: unpacks to more than " + limits.ratio() + " times its size");
        }
    }

    private static IOException said(String packing, long inflated, IOException cause) {
        return switch (cause) {
            case LimitReached limit -> limit;
            case FetchException known -> known;
            case EOFException _ ->
                new IOException(
                        "ended early: the " + packing + " content is cut off after " + Body.number(inflated)
                                + " unpacked bytes",
                        cause);
            case MemoryLimitException _ ->
                new IOException("packed with an " + packing + " dictionary larger than we have memory for", cause);
            case ZipException _, CorruptedInputException _, UnsupportedOptionsException _ ->
                new IOException("the " + packing + " content is damaged: " + FetchException.words(cause), cause);
            default -> cause;
        };
    }

    /** A limit of the request, not a fault of the content. */
    static final class LimitReached extends IOException {
        private static final long serialVersionUID = 1L;

        LimitReached(String message) {
            super(message);
        }
    }

    /** A buffer that can be looked into. */
    static final class Peekable extends BufferedInputStream {
        Peekable(InputStream in) {
            super(in, 64 * 1024);
        }

        byte[] peek(int count) throws IOException {
            mark(count);
            byte[] head = readNBytes(count);
            reset();
            return head;
        }
    }
}
