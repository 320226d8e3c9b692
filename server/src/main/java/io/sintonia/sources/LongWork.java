package io.sintonia.sources;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Work of many seconds without a pause. On a virtual thread it would keep one of the few carriers, of which there are as many as
 * processors, from all that is quick: viewers' requests, {@code /health}. On a platform thread of its own the system shares them.
 */
final class LongWork {
    private LongWork() {}

    /** Does the work, on a platform thread, and waits for its end. An interruption is passed on, and its end waited for as well. */
    static <T> T done(String name, Callable<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(work);
        if (!Thread.currentThread().isVirtual()) {
            task.run();
            return result(task);
        }
        Thread thread = Thread.ofPlatform().daemon().name(name).start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    thread.join();
                    return result(task);
                } catch (InterruptedException e) {
                    interrupted = true;
                    thread.interrupt();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> T result(FutureTask<T> over) throws IOException {
        if (over.state() == Future.State.SUCCESS) {
            return over.resultNow();
        }
        Throwable failure = over.exceptionNow();
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        throw failure instanceof IOException e ? e : new IOException(failure);
    }
}
