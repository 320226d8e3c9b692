package io.sintonia.relay;

import java.util.concurrent.locks.Condition;
import java.util.function.LongSupplier;

/** A clock that can be waited on, so that a test can let hours pass at once. */
interface Pause {
    /** Now; never goes back. */
    long nanos();

    /**
     * Waits until {@code woken} is signalled or {@code nanos} have passed; may end earlier, so callers ask again. The
     * caller holds the condition's lock.
     */
    void await(Condition woken, long nanos) throws InterruptedException;

    /** Real time, by this clock. */
    static Pause real(LongSupplier clock) {
        return new Pause() {
            @Override
            public long nanos() {
                return clock.getAsLong();
            }

            @Override
            @SuppressWarnings("WaitNotInLoop") // the contract lets it end early; callers loop
            public void await(Condition woken, long nanos) throws InterruptedException {
                woken.awaitNanos(nanos);
            }
        };
    }
}
