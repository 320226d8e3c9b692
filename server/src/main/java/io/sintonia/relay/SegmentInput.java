package io.sintonia.relay;

import io.sintonia.fetch.LiveStream;
import io.sintonia.formats.hls.HlsPlaylist.ByteRange;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The bytes of one segment's answer. Where a part was asked for and the server sent the whole, the part is cut out here.
 */
final class SegmentInput extends InputStream {
    /** The longest segment: ten seconds of 200 Mbit/s. */
    static final long MOST_BYTES = 256L << 20;

    private final LiveStream stream;
    private final byte[] buffer = new byte[32 << 10];
    private int at;
    private int length;
    private long toSkip;
    private long left;
    private final boolean isPart;

    SegmentInput(LiveStream stream, Optional<ByteRange> range) throws IOException {
        this.stream = stream;
        this.isPart = range.isPresent();
        this.left = range.map(ByteRange::length).orElse(MOST_BYTES);
        if (left > MOST_BYTES) {
            throw tooLarge();
        }
        if (range.isPresent()) {
            toSkip = stream.status() == 206
                    ? skipWithin206(stream.header("Content-Range"), range.get())
                    : range.get().offset();
        }
    }

    /** A server may answer another part than asked for (RFC 9110, 14.4); what begins earlier is cut, what begins later is of no use. */
    private static long skipWithin206(Optional<String> contentRange, ByteRange wanted) throws IOException {
        String said = contentRange.orElse("").strip();
        String begin = said.replaceFirst("(?i)^bytes\\s+(\\d{1,18})-.*$", "$1");
        if (said.isEmpty() || begin.equals(said)) {
            return 0;
        }
        long skip = wanted.offset() - Long.parseLong(begin);
        if (skip < 0) {
            throw new IOException("another part of the file came than was asked for");
        }
        return skip;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int wanted) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        while (at == length || toSkip > 0) {
            if (at == length) {
                if (isPart && left == 0) {
                    return -1;
                }
                at = 0;
                length = stream.read(buffer);
                if (length < 0) {
                    length = 0;
                    if (isPart) {
                        throw new EOFException("the file ends before the part that was asked for");
                    }
                    return -1;
                }
            }
            int skipped = (int) Math.min(toSkip, length - at);
            at += skipped;
            toSkip -= skipped;
        }
        if (left == 0) {
            if (isPart) {
                return -1;
            }
            throw tooLarge();
        }
        int count = (int) Math.min(Math.min(wanted, length - at), left);
        System.arraycopy(buffer, at, into, offset, count);
        at += count;
        left -= count;
        return count;
    }

    private static IOException tooLarge() {
        return new IOException("a segment of more than " + (MOST_BYTES >> 20) + " MiB");
    }
}
