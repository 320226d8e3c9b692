package io.sintonia.relay;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.ProviderSlots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How many connections are open to each provider, and the limit its owner declared.
 *
 * <p>Channels go first. Whoever fetches something beside them ({@link #await}) gets a connection only while no channel waits for
 * one, and is asked to give it back when one does. Whoever only looks ({@link #takeIdle}) gives way to all others.
 */
final class UpstreamSlots implements ProviderSlots {
    /** How often whoever waits asks again: a player that zaps leaves its last channel a moment after it asked for the next. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private long changes;

    @GuardedBy("lock")
    private final Map<Long, List<Lease>> taken = new HashMap<>();

    /** By provider: how many channels wait. */
    @GuardedBy("lock")
    private final Map<Long, Integer> waiting = new HashMap<>();

    private final Spare spare;

    /** Who takes. */
    private enum Rank {
        CHANNEL,
        /** Whatever may wait until no channel does. */
        BEHIND,
        /** Whatever is not missed if it never comes: while anything else is connected it leaves one more free. */
        IDLE
    }

    /** Ends connections that nobody watches any more. */
    interface Spare {
        /** Sees to it that at least {@code wanted} connections of a provider are ending, if so many are unwatched. No lock is held. */
        void end(long providerId, int wanted);
    }

    UpstreamSlots(Spare spare) {
        this.spare = spare;
    }

    /** A connection that counts until it is closed; closing twice is fine. */
    final class Lease implements ProviderSlots.Lease {
        private final long providerId;
        private final Rank rank;
        /** Asks its holder to give it back; a channel's is null. */
        private final @Nullable Runnable wanted;

        private final AtomicBoolean open = new AtomicBoolean(true);
        private final AtomicBoolean asked = new AtomicBoolean();

        private Lease(long providerId, Rank rank, @Nullable Runnable wanted) {
            this.providerId = providerId;
            this.rank = rank;
            this.wanted = wanted;
        }

        private void ask() {
            Runnable give = wanted;
            if (give != null && asked.compareAndSet(false, true)) {
                give.run();
            }
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                give(this);
            }
        }
    }

    /** Takes a slot for a channel, waiting for one at the most this long; empty if none came free. */
    Optional<Lease> take(Provider provider, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        Optional<Lease> lease = tryTake(provider, Rank.CHANNEL, null);
        if (lease.isPresent() || left <= 0) {
            return lease;
        }
        waits(provider, 1);
        try {
            while (true) {
                lease = tryTake(provider, Rank.CHANNEL, null);
                if (lease.isPresent() || left <= 0) {
                    return lease;
                }
                makeRoom(provider);
                left -= awaitRoom(provider, Rank.CHANNEL, Math.min(left, ASK_AGAIN.toNanos()));
            }
        } finally {
            waits(provider, -1);
        }
    }

    /** Takes a slot if one is free now and no channel waits for it. */
    Optional<Lease> takeFree(Provider provider) {
        Optional<Lease> lease = tryTake(provider, Rank.BEHIND, null);
        if (lease.isEmpty()) {
            endIdle(provider);
        }
        return lease;
    }

    /**
     * Takes a slot if the provider is not in use at all, or one more stays free. {@code wanted} is run once if anybody else needs it,
     * and must not block.
     */
    Optional<Lease> takeIdle(Provider provider, Runnable wanted) {
        return tryTake(provider, Rank.IDLE, wanted);
    }

    @Override
    public Optional<ProviderSlots.Lease> await(Provider provider, Duration patience, Runnable wanted)
            throws InterruptedException {
        long left = patience.toNanos();
        while (true) {
            Optional<Lease> lease = tryTake(provider, Rank.BEHIND, wanted);
            if (lease.isPresent() || left <= 0) {
                return lease.map(taken -> taken);
            }
            endIdle(provider);
            left -= awaitRoom(provider, Rank.BEHIND, Math.min(left, ASK_AGAIN.toNanos()));
        }
    }

    /** How many connections a provider serves us now. */
    int taken(long providerId) {
        lock.lock();
        try {
            return taken.getOrDefault(providerId, List.of()).size();
        } finally {
            lock.unlock();
        }
    }

    /** Ends connections of a provider that nobody watches, as {@link Spare} says. */
    void endSpare(long providerId, int wanted) {
        spare.end(providerId, wanted);
    }

    /** Wakes those who wait: a connection may have become spare. */
    void lookAgain() {
        lock.lock();
        try {
            tellChange();
        } finally {
            lock.unlock();
        }
    }

    /** Asks whoever only looks for the connection back. */
    private void endIdle(Provider provider) {
        List<Lease> idle;
        lock.lock();
        try {
            idle = taken.getOrDefault(provider.id(), List.of()).stream()
                    .filter(lease -> lease.rank == Rank.IDLE)
                    .toList();
        } finally {
            lock.unlock();
        }
        idle.forEach(Lease::ask);
    }

    /** Asks for connections back: of who only looks, of refreshes, and of channels that nobody watches, in this order. */
    private void makeRoom(Provider provider) {
        int wanted;
        List<Lease> others;
        lock.lock();
        try {
            List<Lease> leases = taken.getOrDefault(provider.id(), List.of());
            int free = Math.max(provider.maxConnections() - leases.size(), 0);
            wanted = waiting.getOrDefault(provider.id(), 0) - free;
            others = leases.stream()
                    .filter(lease -> lease.wanted != null)
                    .sorted(Comparator.comparing(lease -> lease.rank, Comparator.reverseOrder()))
                    .toList();
        } finally {
            lock.unlock();
        }
        for (Lease lease : others) {
            if (wanted > 0) {
                wanted--;
                lease.ask();
            }
        }
        if (wanted > 0) {
            spare.end(provider.id(), wanted);
        }
    }

    /** Waits until there may be room, or something has changed; answers how many nanoseconds it took, more than none. */
    private long awaitRoom(Provider provider, Rank rank, long most) throws InterruptedException {
        long left = most;
        lock.lockInterruptibly();
        try {
            long seen = changes;
            while (isBarred(provider, rank) && changes == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        return Math.max(most - left, 1);
    }

    @GuardedBy("lock")
    private void tellChange() {
        changes++;
        changed.signalAll();
    }

    private void waits(Provider provider, int more) {
        lock.lock();
        try {
            waiting.merge(provider.id(), more, (a, b) -> a + b == 0 ? null : a + b);
            tellChange();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Lease> tryTake(Provider provider, Rank rank, @Nullable Runnable wanted) {
        lock.lock();
        try {
            if (isBarred(provider, rank)) {
                return Optional.empty();
            }
            Lease lease = new Lease(provider.id(), rank, wanted);
            taken.computeIfAbsent(provider.id(), any -> new ArrayList<>()).add(lease);
            return Optional.of(lease);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private boolean isBarred(Provider provider, Rank rank) {
        int most = provider.maxConnections() > 0 ? provider.maxConnections() : Integer.MAX_VALUE;
        int used = taken.getOrDefault(provider.id(), List.of()).size();
        return switch (rank) {
            case CHANNEL -> used >= most;
            case BEHIND -> used >= most || waiting.containsKey(provider.id());
            case IDLE -> (used > 0 && used >= most - 1) || waiting.containsKey(provider.id());
        };
    }

    private void give(Lease lease) {
        lock.lock();
        try {
            taken.computeIfPresent(lease.providerId, (id, leases) -> {
                leases.remove(lease);
                return leases.isEmpty() ? null : leases;
            });
            tellChange();
        } finally {
            lock.unlock();
        }
    }
}
