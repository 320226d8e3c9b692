package io.sintonia.sources;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting between two requests, so that no provider sees a burst. */
@FunctionalInterface
interface Rest {
    /** Blocks for so long, or until the thread is interrupted. */
    void rest(Duration time) throws InterruptedIOException;

    /** By the clock on the wall. */
    static void real(Duration time) throws InterruptedIOException {
        try {
            // nobody counts it down: an interruptible wait
            var _ = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server is stopping");
        }
    }
}
