package io.sintonia.relay;

import io.sintonia.fetch.LiveStream;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * A transport stream that comes in one answer, as it is.
 *
 * <p>Once it runs it is read in gulps: a source that sends every few milliseconds would wake a thread each time, which
 * costs more than all that is then done with the bytes (a third of a millisecond for 20 KB), while viewers are written to
 * every tenth of a second.
 */
final class HttpUpstream implements Upstream {
    /** The first reads are not held up: somebody waits for a picture. */
    private static final int EAGER_READS = 64;

    private static final int GULP = 48 << 10;
    private static final long BREATH_NANOS = 40_000_000;

    private final SourceConnection connection;
    private final LiveStream stream;
    private final byte[] head;
    private int headRead;
    private int reads;
    private int lastCount = GULP;

    /** {@code head} is what has been read of the stream already. */
    HttpUpstream(SourceConnection connection, LiveStream stream, byte[] head) {
        this.connection = connection;
        this.stream = stream;
        this.head = head;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        if (headRead == head.length) {
            if (reads > EAGER_READS && lastCount < GULP) {
                LockSupport.parkNanos(BREATH_NANOS);
            }
            lastCount = stream.read(buffer);
            reads = Math.min(reads + 1, EAGER_READS + 1);
            return lastCount;
        }
        int count = Math.min(buffer.length, head.length - headRead);
        System.arraycopy(head, headRead, buffer, 0, count);
        headRead += count;
        return count;
    }

    @Override
    public void close() {
        connection.close();
    }
}
