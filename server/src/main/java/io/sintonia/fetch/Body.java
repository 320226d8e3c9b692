package io.sintonia.fetch;

import io.sintonia.fetch.FetchFailure.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The body of an answer without its framing (RFC 9112, 6). A body that stops before its announced end is a failure, never a short body. */
final class Body {
    private Body() {}

    static InputStream of(ResponseHead head, InputStream in) throws FetchException {
        if (head.words("Transfer-Encoding").stream().anyMatch("chunked"::equalsIgnoreCase)) {
            return new Chunked(in);
        }
        OptionalLong length = length(head);
        return length.isPresent() ? new Measured(in, length.getAsLong()) : new Unmeasured(in);
    }

    /** The announced length, if there is one that counts. */
    static OptionalLong length(ResponseHead head) throws FetchException {
        List<String> lengths = head.words("Content-Length").stream().distinct().toList();
        if (lengths.isEmpty() || !head.words("Transfer-Encoding").isEmpty()) {
            return OptionalLong.empty();
        }
        if (lengths.size() > 1 || !lengths.getFirst().matches("\\d{1,18}")) {
            throw new FetchException(Kind.NOT_READABLE, "the answer's Content-Length is not one number");
        }
        return OptionalLong.of(Long.parseLong(lengths.getFirst()));
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A body whose single bytes are read by its array read. */
    private abstract static class Framed extends FilterInputStream {
        Framed(InputStream in) {
            super(in);
        }

        @Override
        public final int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public abstract int read(byte[] buffer, int offset, int length) throws IOException;

        /** Reads; a connection that breaks is an early end. */
        final int readUnlessBroken(byte[] buffer, int offset, int length) throws IOException {
            try {
                return in.read(buffer, offset, length);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                throw Thread.currentThread().isInterrupted() ? e : endedEarly();
            }
        }

        /** Reads where more must come. */
        final int readOrEndEarly(byte[] buffer, int offset, int length) throws IOException {
            int count = readUnlessBroken(buffer, offset, length);
            if (count < 0) {
                throw endedEarly();
            }
            return count;
        }

        private FetchException endedEarly() {
            return new FetchException(Kind.ENDED_EARLY, "ended early: " + soFar());
        }

        abstract String soFar();
    }

    /** It ends where the connection is closed, but not where it breaks. */
    private static final class Unmeasured extends Framed {
        private long delivered;
        private boolean ended;

        Unmeasured(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = ended ? -1 : readUnlessBroken(buffer, offset, length);
            ended = count < 0;
            delivered += Math.max(count, 0);
            return count;
        }

        @Override
        String soFar() {
            return number(delivered) + " bytes, then the connection broke";
        }
    }

    private static final class Measured extends Framed {
        private final long total;
        private long left;

        Measured(InputStream in, long total) {
            super(in);
            this.total = total;
            this.left = total;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = readOrEndEarly(buffer, offset, (int) Math.min(length, left));
            left -= count;
            return count;
        }

        @Override
        String soFar() {
            return number(total - left) + " of " + number(total) + " bytes";
        }
    }

    /** RFC 9112, 7.1. */
    private static final class Chunked extends Framed {
        private static final int LONGEST_LINE = 4 * 1024;
        private static final int MOST_TRAILERS = 100;
        /** The end of a chunk, the shortest size, and one byte. */
        private static final int LEAST_NEXT_CHUNK = 6;

        private long delivered;
        private @Nullable IOException broken;
        private long leftInChunk;
        private State state = State.BEFORE_FIRST_CHUNK;

        private enum State {
            BEFORE_FIRST_CHUNK,
            BETWEEN_CHUNKS,
            ENDED
        }

        Chunked(InputStream in) {
            super(in);
        }

        /** Small chunks that have come already are taken together: who reads in gulps would otherwise get one a gulp. */
        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (broken != null) {
                throw broken;
            }
            int count = readOfChunk(buffer, offset, length);
            int more = count;
            while (more > 0 && count < length && in.available() >= (leftInChunk > 0 ? 1 : LEAST_NEXT_CHUNK)) {
                try {
                    more = readOfChunk(buffer, offset + count, length - count);
                    count += Math.max(more, 0);
                } catch (IOException e) {
                    broken = e;
                    more = -1;
                }
            }
            return count;
        }

        private int readOfChunk(byte[] buffer, int offset, int length) throws IOException {
            if (leftInChunk == 0 && state != State.ENDED) {
                startChunk();
            }
            if (state == State.ENDED) {
                return -1;
            }
            int count = readOrEndEarly(buffer, offset, (int) Math.min(length, leftInChunk));
            leftInChunk -= count;
            delivered += count;
            return count;
        }

        private void startChunk() throws IOException {
            if (state == State.BETWEEN_CHUNKS && !line().isEmpty()) {
                throw new FetchException(Kind.NOT_READABLE, "the answer's chunks do not fit: " + soFar());
            }
            String line = line();
            int semicolon = line.indexOf(';'); // chunk extensions mean nothing to us
            String size = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
            if (!size.matches("[0-9A-Fa-f]{1,15}")) {
                throw new FetchException(Kind.NOT_READABLE, "the answer's chunks do not fit: " + soFar());
            }
            leftInChunk = Long.parseLong(size, 16);
            state = State.BETWEEN_CHUNKS;
            if (leftInChunk == 0) {
                readTrailers();
                state = State.ENDED;
            }
        }

        private void readTrailers() throws IOException {
            for (int i = 0; i < MOST_TRAILERS; i++) {
                if (line().isEmpty()) {
                    return;
                }
            }
            throw new FetchException(Kind.NOT_READABLE, "the answer has more than 100 trailers");
        }

        private String line() throws IOException {
            var text = new StringBuilder();
            byte[] one = new byte[1];
            while (text.length() < LONGEST_LINE) {
                readOrEndEarly(one, 0, 1);
                if (one[0] == '\n') {
                    int end = text.length();
                    return end > 0 && text.charAt(end - 1) == '\r' ? text.substring(0, end - 1) : text.toString();
                }
                text.append((char) (one[0] & 0xff));
            }
            throw new FetchException(Kind.NOT_READABLE, "the answer's chunks do not fit: " + soFar());
        }

        @Override
        String soFar() {
            return number(delivered) + " bytes, then the chunked answer was cut";
        }
    }
}
