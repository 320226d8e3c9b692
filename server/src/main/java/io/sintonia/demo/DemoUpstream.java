package io.sintonia.demo;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sintonia.formats.mpegts.ClipLoop;
import io.sintonia.formats.mpegts.ClipReader;
import io.sintonia.formats.mpegts.TsPacket;
import io.sintonia.relay.Upstream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clip played over and over, as if it had been on the air since 1970: which packet is due, and what its clocks say,
 * follows from the time alone. So all openings of a channel show the same moment, and one that breaks off goes on where
 * it would be by now. A lap lasts 24 s and moves the clocks by as much; they wrap every 26.5 hours as 33-bit clocks do.
 *
 * <p>Threads: one reads; {@link #close} may come from any other.
 */
final class DemoUpstream implements Upstream {
    /** Ten seconds. A reader that is further behind was stopped, and is better off with a new opening than with a flood. */
    private static final int MOST_BEHIND = 250;

    /** An opening gets everything from the newest entry point that lies this far back: one whole group of pictures. */
    static final int HEAD_START = 50;

    private final ClipReader reader;
    private final Pace pace;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();

    @GuardedBy("lock")
    private boolean closed;

    DemoUpstream(ClipLoop clip, Pace pace) {
        this.pace = pace;
        this.reader = new ClipReader(clip, clip.opening(nowStep() - HEAD_START));
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        if (buffer.length < TsPacket.SIZE) {
            throw new IllegalArgumentException("the buffer has " + buffer.length + " bytes: expected 188 or more");
        }
        long now = awaitDue();
        if (now - reader.dueStep() > MOST_BEHIND) {
            throw new IOException("the demo channel was not read for "
                    + (now - reader.dueStep()) * ClipLoop.STEP_NANOS / 1_000_000_000 + " s");
        }
        return reader.take(buffer, now);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the next packet is due, and answers which step it is by then. */
    private long awaitDue() throws IOException {
        lock.lock();
        try {
            while (!closed) {
                long left = reader.dueStep() * ClipLoop.STEP_NANOS - pace.nanos();
                if (left <= 0) {
                    return nowStep();
                }
                pace.await(closing, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the demo channel's next packets");
        } finally {
            lock.unlock();
        }
        throw new IOException("the demo channel was closed");
    }

    private long nowStep() {
        return Math.floorDiv(pace.nanos(), ClipLoop.STEP_NANOS);
    }
}
