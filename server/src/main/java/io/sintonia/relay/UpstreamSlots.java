package io.sintonia.relay;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sintonia.catalogue.Provider;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/** How many connections are open to each provider, and the limit its owner declared. */
final class UpstreamSlots {
    /** How often whoever waits asks again: a player that zaps leaves its last channel a moment after it asked for the next. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();

    @GuardedBy("lock")
    private final Map<Long, Integer> taken = new HashMap<>();

    private final LongConsumer spare;

    /** {@code spare} is asked, outside of any lock, to end connections of a provider that nobody watches any more. */
    UpstreamSlots(LongConsumer spare) {
        this.spare = spare;
    }

    /** A connection that counts until it is closed; closing twice is fine. */
    final class Lease implements AutoCloseable {
        private final long providerId;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Lease(long providerId) {
            this.providerId = providerId;
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                give(providerId);
            }
        }
    }

    /** Takes a slot, waiting for one at the most this long; empty if none came free. */
    Optional<Lease> take(Provider provider, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        while (!tryTake(provider)) {
            if (left <= 0) {
                return Optional.empty();
            }
            spare.accept(provider.id());
            left -= awaitRoom(provider, Math.min(left, ASK_AGAIN.toNanos()));
        }
        return Optional.of(new Lease(provider.id()));
    }

    /** Takes a slot if one is free now. */
    Optional<Lease> takeFree(Provider provider) {
        return tryTake(provider) ? Optional.of(new Lease(provider.id())) : Optional.empty();
    }

    /** Waits until there may be room; answers how many nanoseconds at the most it took. */
    private long awaitRoom(Provider provider, long most) throws InterruptedException {
        long left = most;
        lock.lockInterruptibly();
        try {
            while (isFull(provider) && left > 0) {
                left = freed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        return most - left;
    }

    /** How many connections a provider serves us now. */
    int taken(long providerId) {
        lock.lock();
        try {
            return taken.getOrDefault(providerId, 0);
        } finally {
            lock.unlock();
        }
    }

    private boolean tryTake(Provider provider) {
        lock.lock();
        try {
            if (isFull(provider)) {
                return false;
            }
            taken.merge(provider.id(), 1, Integer::sum);
            return true;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private boolean isFull(Provider provider) {
        return provider.maxConnections() > 0 && taken.getOrDefault(provider.id(), 0) >= provider.maxConnections();
    }

    private void give(long providerId) {
        lock.lock();
        try {
            taken.computeIfPresent(providerId, (id, count) -> count == 1 ? null : count - 1);
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
