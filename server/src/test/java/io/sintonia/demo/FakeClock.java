package io.sintonia.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;

/**
 * A clock that stands until it is moved, or waited for: a wait moves it forward and is over. Once frozen, a wait ends only
 * by a signal.
 */
final class FakeClock implements Pace {
    /** Counted down when somebody waits on the frozen clock. */
    final CountDownLatch waiting = new CountDownLatch(1);

    private volatile long nanos;
    private volatile boolean frozen;

    FakeClock(long nanos) {
        this.nanos = nanos;
    }

    void moveTo(long moment) {
        nanos = moment;
    }

    void move(Duration by) {
        moveTo(nanos + by.toNanos());
    }

    void freeze() {
        frozen = true;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the contract lets it end early; callers loop
    public void await(Condition woken, long left) throws InterruptedException {
        if (frozen) {
            waiting.countDown();
            woken.await();
        } else {
            moveTo(nanos + left);
        }
    }
}
