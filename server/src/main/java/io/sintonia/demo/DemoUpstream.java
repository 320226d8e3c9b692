package io.sintonia.demo;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sintonia.formats.mpegts.ClockReference;
import io.sintonia.formats.mpegts.Restamper;
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

    private final Clip clip;
    private final Pace pace;
    private final Restamper restamper = new Restamper();
    private Clip.Position next;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();

    @GuardedBy("lock")
    private boolean closed;

    DemoUpstream(Clip clip, Pace pace) {
        this.clip = clip;
        this.pace = pace;
        next = clip.opening(nowStep());
        beginLap();
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        if (buffer.length < TsPacket.SIZE) {
            throw new IllegalArgumentException("the buffer has " + buffer.length + " bytes: expected 188 or more");
        }
        long now = awaitDue();
        if (now - clip.dueStep(next) > MOST_BEHIND) {
            throw new IOException("the demo channel was not read for "
                    + (now - clip.dueStep(next)) * Clip.STEP_NANOS / 1_000_000_000 + " s");
        }
        int length = 0;
        while (length + TsPacket.SIZE <= buffer.length && clip.dueStep(next) <= now) {
            clip.copy(next.packet(), buffer, length);
            restamper.restamp(buffer, length);
            length += TsPacket.SIZE;
            goOn();
        }
        return length;
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
                long left = clip.dueStep(next) * Clip.STEP_NANOS - pace.nanos();
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

    private void goOn() {
        if (next.packet() + 1 < clip.packets()) {
            next = new Clip.Position(next.lap(), next.packet() + 1);
        } else {
            next = new Clip.Position(next.lap() + 1, 0);
            beginLap();
        }
    }

    private void beginLap() {
        restamper.begin(ClockReference.wrap(next.lap() * Clip.LAP_TICKS));
    }

    private long nowStep() {
        return Math.floorDiv(pace.nanos(), Clip.STEP_NANOS);
    }
}
