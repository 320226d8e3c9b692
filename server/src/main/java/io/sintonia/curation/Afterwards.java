package io.sintonia.curation;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Does one piece of work after changes, on a virtual thread of its own: once at the beginning, then once for all changes that came
 * meanwhile. The work sees to its own failures.
 */
final class Afterwards implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Semaphore due = new Semaphore(1);
    private final Thread thread;
    private volatile boolean closed;

    Afterwards(String name, Runnable work) {
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(work));
    }

    void start() {
        thread.start();
    }

    /** Something has changed. From any thread. */
    void changed() {
        due.release();
    }

    /** Whether the work that goes on is to end soon. */
    boolean isClosed() {
        return closed;
    }

    private void run(Runnable work) {
        try {
            while (!closed) {
                due.acquire();
                due.drainPermits();
                if (!closed) {
                    work.run();
                }
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    /** Waits, a few seconds at the most, for the work that goes on. */
    @Override
    public void close() {
        closed = true;
        due.release();
        if (thread.getState() == Thread.State.NEW) {
            return; // never started: there was nothing to do here
        }
        try {
            var _ = thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
