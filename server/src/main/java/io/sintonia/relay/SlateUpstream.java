package io.sintonia.relay;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sintonia.formats.mpegts.ClipLoop;
import io.sintonia.formats.mpegts.ClipReader;
import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A slate that plays, from its clip's beginning, in real time and for ever.
 *
 * <p>A reader that was stopped for a while finds no flood: the slate has waited for it, and its clocks go on from where
 * they were.
 *
 * <p>Threads: one reads; {@link #close} may come from any other.
 */
final class SlateUpstream implements Upstream {
    /** A second: more than any reader that plays is late, and a burst that harms nobody. */
    private static final int MOST_BEHIND = 25;

    private final ClipReader reader;
    private final Pause pause;
    /** When step 0 was due. */
    private long began;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();

    @GuardedBy("lock")
    private boolean closed;

    SlateUpstream(ClipLoop clip, Pause pause) {
        this.reader = new ClipReader(clip, clip.opening(0));
        this.pause = pause;
        this.began = pause.nanos();
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        if (buffer.length < TsPacket.SIZE) {
            throw new IllegalArgumentException("the buffer has " + buffer.length + " bytes: expected 188 or more");
        }
        long late = awaitDue() - reader.dueStep();
        if (late > MOST_BEHIND) {
            began += late * ClipLoop.STEP_NANOS;
        }
        return reader.take(buffer, nowStep());
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
                long left = reader.dueStep() * ClipLoop.STEP_NANOS - (pause.nanos() - began);
                if (left <= 0) {
                    return nowStep();
                }
                pause.await(closing, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the slate's next packets");
        } finally {
            lock.unlock();
        }
        throw new IOException("the slate was closed");
    }

    private long nowStep() {
        return Math.floorDiv(pause.nanos() - began, ClipLoop.STEP_NANOS);
    }
}
