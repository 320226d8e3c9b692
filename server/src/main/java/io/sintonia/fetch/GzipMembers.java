package io.sintonia.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * A gzip file of any number of members (RFC 1952, 2.2), read to its very end. The JDK's own {@code GZIPInputStream} calls itself for each empty
 * member, so that a small file can overflow the stack, and takes a member whose header is cut off for the end of the file.
 */
final class GzipMembers extends InputStream {
    private static final int HAS_HEADER_CHECK = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private final InputStream in;
    private final byte[] input = new byte[32 * 1024];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 check = new CRC32();
    private int position;
    private int limit;
    private long inflated;
    private Place place = Place.BEFORE_FIRST;

    private enum Place {
        BEFORE_FIRST,
        IN_MEMBER,
        BETWEEN,
        ENDED
    }

    GzipMembers(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            if (place == Place.BEFORE_FIRST || place == Place.BETWEEN) {
                startMember();
            }
            if (place == Place.ENDED) {
                return -1;
            }
            int count = inflate(buffer, offset, length);
            if (count > 0) {
                check.update(buffer, offset, count);
                inflated += count;
                return count;
            }
            if (inflater.finished()) {
                position = limit - inflater.getRemaining();
                endMember();
            } else if (inflater.needsInput()) {
                fill();
                inflater.setInput(input, 0, limit);
            } else {
                throw new ZipException("it needs a dictionary");
            }
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end(); // its memory is outside the heap
        in.close();
    }

    private int inflate(byte[] buffer, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(buffer, offset, length);
        } catch (DataFormatException e) {
            throw new ZipException(FetchException.words(e));
        }
    }

    private void startMember() throws IOException {
        int first = place == Place.BETWEEN ? nextOrEnd() : next();
        if (place == Place.BETWEEN && first != 0x1f) { // the end, or padding, or garbage: passed over as gzip does
            while (first >= 0) {
                first = nextOrEnd();
            }
            place = Place.ENDED;
            return;
        }
        if (first != 0x1f || next() != 0x8b || next() != 8) {
            throw new ZipException("a member's header is none");
        }
        int flags = next();
        skip(6); // time, extra flags, operating system
        if ((flags & HAS_EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_HEADER_CHECK) != 0) {
            skip(2);
        }
        inflater.reset();
        inflater.setInput(input, position, limit - position);
        check.reset();
        inflated = 0;
        place = Place.IN_MEMBER;
    }

    private void endMember() throws IOException {
        if (number() != check.getValue() || number() != (inflated & 0xffff_ffffL)) {
            throw new ZipException("its check sum is wrong");
        }
        place = Place.BETWEEN;
    }

    private long number() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            // zero ends it
        }
    }

    private int next() throws IOException {
        int b = nextOrEnd();
        if (b < 0) {
            throw new EOFException();
        }
        return b;
    }

    private int nextOrEnd() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(in.read(input), 0);
        }
        return limit == 0 ? -1 : input[position++] & 0xff;
    }

    private void fill() throws IOException {
        position = 0;
        limit = Math.max(in.read(input), 0);
        if (limit == 0) {
            throw new EOFException();
        }
    }
}
