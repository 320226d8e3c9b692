package io.sintonia.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LongWorkTest {
    @Test
    void workOfAVirtualThreadIsDoneOnAPlatformThread() throws InterruptedException {
        CompletableFuture<Boolean> virtual = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        virtual.complete(LongWork.done(
                                "work", () -> Thread.currentThread().isVirtual()));
                    } catch (IOException e) {
                        virtual.completeExceptionally(e);
                    }
                })
                .join();
        assertThat(virtual).isCompletedWithValue(false);
    }

    @Test
    void interruptionReachesTheWorkAndIsKept() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> said = new CompletableFuture<>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                LongWork.done("work", () -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        throw (IOException) new InterruptedIOException("stopped").initCause(e);
                    }
                    return "";
                });
            } catch (IOException e) {
                said.complete(e.getMessage() + " " + Thread.currentThread().isInterrupted());
            }
        });
        begun.await();
        waiting.interrupt();
        waiting.join();
        assertThat(said).isCompletedWithValue("stopped true");
    }

    @Test
    void failuresAreTheWorksOwn() {
        assertThatThrownBy(() -> LongWork.done("work", () -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
    }
}
