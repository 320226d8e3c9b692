package io.sintonia.relay;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one thread that waits for something to change; a ring that nobody waits for is heard by the next who does. */
final class Bell {
    private final Semaphore rings = new Semaphore(0);

    /** From any thread. */
    void ring() {
        rings.release();
    }

    /** Waits for a ring, this long at the most; one already rung is heard at once. */
    void await(long nanos) throws InterruptedException {
        if (rings.tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS)) {
            rings.drainPermits();
        }
    }
}
