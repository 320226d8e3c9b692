package io.sintonia.demo;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * Real time: the wall clock is asked once, then the machine's steady one goes on from there, so that setting the wall
 * clock moves no stream. Any thread.
 */
final class SteadyPace implements Pace {
    private final long offset;

    SteadyPace(InstantSource wall) {
        Instant now = wall.instant();
        offset = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
    }

    @Override
    public long nanos() {
        return System.nanoTime() + offset;
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // the contract lets it end early; callers loop
    public void await(Condition woken, long nanos) throws InterruptedException {
        woken.awaitNanos(nanos);
    }
}
