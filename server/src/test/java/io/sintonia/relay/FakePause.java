package io.sintonia.relay;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;

/** A clock that stands until it is waited for: a wait moves it forward and is over. Once frozen, a wait ends only by a signal. */
final class FakePause implements Pause {
    /** Counted down when somebody waits on the frozen clock. */
    final CountDownLatch waiting = new CountDownLatch(1);

    private volatile long nanos = 1_000_000_000_000L;
    private final long began = nanos;
    private volatile boolean frozen;

    /** Lets time pass while nobody waits. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // tests move it from one thread
    void pass(Duration time) {
        nanos += time.toNanos();
    }

    void freeze() {
        frozen = true;
    }

    /** How much has been waited for in all. */
    Duration passed() {
        return Duration.ofNanos(nanos - began);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    @SuppressWarnings({"WaitNotInLoop", "NonAtomicVolatileUpdate"}) // callers loop; there is one waiter
    public void await(Condition woken, long left) throws InterruptedException {
        if (frozen) {
            waiting.countDown();
            woken.await();
        } else {
            nanos += left;
        }
    }
}
