package io.sintonia.demo;

import java.util.concurrent.locks.Condition;

/** The time by which the demo plays, and how to wait for it. */
interface Pace {
    /** Nanoseconds since 1970; never goes back. */
    long nanos();

    /**
     * Waits until {@code woken} is signalled or {@code nanos} have passed; may end earlier, so callers ask again. The
     * caller holds the condition's lock.
     */
    void await(Condition woken, long nanos) throws InterruptedException;
}
