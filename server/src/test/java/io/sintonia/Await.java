package io.sintonia;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that another thread or process brings about, up to a deadline. */
public final class Await {
    private static final long LOOK_NANOS = 10_000_000;
    private static final long SELDOM_NANOS = 500_000_000;

    private Await() {}

    /** Looks every ten milliseconds until it holds; fails with {@code what} at the deadline. */
    public static void until(String what, Duration deadline, BooleanSupplier holds) {
        if (!within(deadline, holds)) {
            throw new AssertionError("after " + deadline.toMillis() + " ms still not: " + what);
        }
    }

    /** The same, looking twice a second: for what must not be asked too often. */
    public static void untilSeldom(String what, Duration deadline, BooleanSupplier holds) {
        if (!within(deadline, holds, SELDOM_NANOS)) {
            throw new AssertionError("after " + deadline.toMillis() + " ms still not: " + what);
        }
    }

    /** Whether it holds before the deadline. */
    public static boolean within(Duration deadline, BooleanSupplier holds) {
        return within(deadline, holds, LOOK_NANOS);
    }

    private static boolean within(Duration deadline, BooleanSupplier holds, long pauseNanos) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(pauseNanos);
        }
        return true;
    }
}
