package io.sintonia.relay;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sintonia.catalogue.Provider;
import io.sintonia.relay.ProviderLimits.Lesson;
import io.sintonia.relay.ProviderLimits.Server;
import io.sintonia.relay.UpstreamFailure.Kind;
import io.sintonia.relay.UpstreamFailure.Refusal;
import io.sintonia.relay.UpstreamOpener.Opening;
import io.sintonia.relay.UpstreamOpener.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to providers' servers. It knows which connections are open, opens no more than a server was found to allow
 * ({@link ProviderLimits}), and learns from refusals.
 *
 * <p>Many providers still count a connection for some seconds after its end. A refusal soon after one of ours has ended is
 * therefore no lesson yet: the server is asked again until those seconds are over. This is what lets a viewer zap with the one
 * connection there is.
 */
final class UpstreamDoor {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamDoor.class);

    /** For so long a provider may count a connection that has ended. */
    private static final Duration STILL_COUNTED = Duration.ofSeconds(8);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(300);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    /** How long is waited for a connection that is just being given back. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** How often whoever waits looks for channels that nobody watches any more. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    /** How long a channel waits for whoever only looks to be gone, where two connections may be one too many. */
    private static final Duration GIVING_WAY = Duration.ofSeconds(1);

    private static final int MOST_ENDINGS = 1_000;
    private static final long NO_CHANNEL = -1;

    private final UpstreamSlots slots;
    private final Pause clock;
    private final LongAdder learnt = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final ProviderLimits limits;

    @GuardedBy("lock")
    private final Set<Entry> entries = new HashSet<>();

    /** When the last connection to a server ended; the newest. */
    @GuardedBy("lock")
    private final Map<Server, Long> endedAt = new LinkedHashMap<>();

    UpstreamDoor(UpstreamSlots slots, Pause clock) {
        this.slots = slots;
        this.clock = clock;
        this.limits = new ProviderLimits(clock::nanos);
    }

    /** A connection that is being opened or is open. Told apart by identity. */
    private static final class Entry {
        private final Server server;
        private final long channelId;
        /** Asks whoever only looks to go; a channel's is null. */
        private final @Nullable Runnable wanted;

        private final AtomicBoolean asked = new AtomicBoolean();
        private boolean open;

        Entry(Server server, long channelId, @Nullable Runnable wanted) {
            this.server = server;
            this.channelId = channelId;
            this.wanted = wanted;
        }

        void ask() {
            Runnable go = wanted;
            if (go != null && asked.compareAndSet(false, true)) {
                go.run();
            }
        }
    }

    /** Opens an upstream of a channel with {@code opener}. Whoever called may be interrupted, which ends it. */
    Opening open(Request request, long channelId, Function<Request, Opening> opener) {
        Entry entry = new Entry(server(request), channelId, null);
        try {
            Optional<Opening> barred = enter(entry, request.provider());
            return barred.isPresent() ? barred.get() : opened(entry, request, opener);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(Kind.BROKE_OFF, "stopped");
        }
    }

    /**
     * Opens one for whoever only looks: where nothing else of ours is connected, or the owner declared a limit, which the slots hold
     * to. Nothing is learnt from a refusal, which viewers would have to bear.
     *
     * @param wanted run once, by another thread, when a channel turns to the same server; must not block
     */
    Opening openBeside(Request request, Runnable wanted, Function<Request, Opening> opener) {
        Entry entry = new Entry(server(request), NO_CHANNEL, wanted);
        if (!entersBeside(entry, request.provider())) {
            return failed(Kind.BUSY, request.provider() + " is in use, or wants to be left alone");
        }
        boolean stays = false;
        try {
            Opening opening = opener.apply(request);
            stays = opening instanceof Opening.Opened;
            return switch (opening) {
                case Opening.Opened(Upstream upstream) -> counted(upstream, entry);
                case Opening.Failed(UpstreamFailure failure) ->
                    new Opening.Failed(
                            failure.refusal().filter(ProviderLimits::meansLimit).isPresent()
                                    ? busy(failure, "it says nothing of this address")
                                    : failure);
            };
        } finally {
            if (!stays) {
                leave(entry);
            }
        }
    }

    private boolean entersBeside(Entry entry, Provider provider) {
        lock.lock();
        try {
            boolean undisturbed = count(entry.server) == 0
                    || (provider.maxConnections() > 0
                            && limits.limit(entry.server).isEmpty());
            boolean enters = undisturbed && limits.coolDown(entry.server).isEmpty();
            if (enters) {
                entries.add(entry);
            }
            return enters;
        } finally {
            lock.unlock();
        }
    }

    private Opening counted(Upstream upstream, Entry entry) {
        lock.lock();
        try {
            entry.open = true;
        } finally {
            lock.unlock();
        }
        return new Opening.Opened(new Counted(upstream, entry));
    }

    private static Server server(Request request) {
        return new Server(request.provider().id(), host(request.source().url()));
    }

    /** Whether a channel has a connection to a provider, or is opening one. */
    boolean isOpen(long providerId, long channelId) {
        lock.lock();
        try {
            return entries.stream()
                    .anyMatch(entry -> entry.server.providerId() == providerId && entry.channelId == channelId);
        } finally {
            lock.unlock();
        }
    }

    /** How many connections a provider seems to allow. */
    OptionalInt learntLimit(long providerId) {
        lock.lock();
        try {
            return limits.limit(providerId);
        } finally {
            lock.unlock();
        }
    }

    /** How often a refusal was taken for a limit. */
    long limitsLearnt() {
        return learnt.sum();
    }

    /** Wakes those who wait: a channel may have become spare. */
    void lookAgain() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // ---- before ----

    /** Takes a place at the server; or why there is none. */
    private Optional<Opening> enter(Entry entry, Provider provider) throws InterruptedException {
        long began = clock.nanos();
        while (true) {
            List<Entry> looking;
            lock.lockInterruptibly();
            try {
                Optional<Duration> coolDown = limits.coolDown(entry.server);
                if (coolDown.isPresent()) {
                    return Optional.of(failed(
                            Kind.BUSY,
                            provider + " is busy elsewhere and is left alone for another " + words(coolDown.get())));
                }
                int limit = limits.limit(entry.server).orElse(Integer.MAX_VALUE);
                boolean full = count(entry.server) >= limit;
                long waited = clock.nanos() - began;
                looking = full || provider.maxConnections() == 0 ? looking(entry.server) : List.of();
                if (!full && (looking.isEmpty() || waited >= GIVING_WAY.toNanos())) {
                    entries.add(entry);
                    return Optional.empty();
                }
                if (waited >= PATIENCE.toNanos()) {
                    return Optional.of(failed(
                            Kind.BUSY,
                            "all " + limit + " connections that " + provider + " was found to allow are in use"));
                }
            } finally {
                lock.unlock();
            }
            if (looking.isEmpty()) {
                slots.endSpare(provider.id(), 1);
            } else {
                looking.forEach(Entry::ask);
            }
            awaitChange(entry.server);
        }
    }

    /** Those at a server who only look. */
    @GuardedBy("lock")
    private List<Entry> looking(Server server) {
        return entries.stream()
                .filter(entry -> entry.wanted != null && entry.server.equals(server))
                .toList();
    }

    private void awaitChange(Server server) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (count(server) > 0) {
                clock.await(changed, ASK_AGAIN.toNanos());
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- opening ----

    private Opening opened(Entry entry, Request request, Function<Request, Opening> opener)
            throws InterruptedException {
        boolean stays = false;
        try {
            long until = clock.nanos() + request.firstByte().dividedBy(2).toNanos();
            Duration pause = FIRST_PAUSE;
            while (true) {
                switch (opener.apply(request)) {
                    case Opening.Opened(Upstream upstream) -> {
                        stays = true;
                        took(entry, request);
                        return new Opening.Opened(new Counted(upstream, entry));
                    }
                    case Opening.Failed(UpstreamFailure failure) -> {
                        Optional<Refusal> refusal = failure.refusal().filter(ProviderLimits::mayMeanLimit);
                        if (refusal.isEmpty()) {
                            return new Opening.Failed(failure);
                        }
                        if (!mayStillCount(entry.server, pause, refusal.get(), until)) {
                            return new Opening.Failed(learn(entry, request, failure, refusal.get()));
                        }
                        pause(pause);
                        Duration twice = pause.multipliedBy(2);
                        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
                    }
                }
            }
        } finally {
            if (!stays) {
                leave(entry);
            }
        }
    }

    /** Whether a refusal may be due to a connection of ours that has ended, and there is time to ask again after a pause. */
    private boolean mayStillCount(Server server, Duration pause, Refusal refusal, long until) {
        lock.lock();
        try {
            Long ended = endedAt.get(server);
            long then = clock.nanos() + pause.toNanos();
            return ended != null
                    && then - (ended + STILL_COUNTED.toNanos()) < 0
                    && then - until < 0
                    && refusal.retryAfter()
                            .map(wait -> wait.compareTo(STILL_COUNTED) < 0)
                            .orElse(true);
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration pause) throws InterruptedException {
        long until = clock.nanos() + pause.toNanos();
        lock.lockInterruptibly();
        try {
            for (long left = pause.toNanos(); left > 0; left = until - clock.nanos()) {
                clock.await(changed, left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void took(Entry entry, Request request) {
        boolean disproved;
        int open;
        lock.lock();
        try {
            entry.open = true;
            open = open(entry.server);
            disproved = limits.opened(entry.server, request.source().id(), open);
        } finally {
            lock.unlock();
        }
        if (disproved) {
            LOG.info("{} allows {} connections again; what it refused before is forgotten", request.provider(), open);
        }
    }

    private UpstreamFailure learn(Entry entry, Request request, UpstreamFailure failure, Refusal refusal) {
        Lesson lesson;
        lock.lock();
        try {
            lesson = limits.refused(entry.server, request.source().id(), refusal, open(entry.server));
        } finally {
            lock.unlock();
        }
        return switch (lesson) {
            case Lesson.Nothing() -> failure;
            case Lesson.Limit(int most, Duration lasting) -> {
                learnt.increment();
                LOG.warn(
                        "{} answered {} while {} of its connections were open: no more than {} for the next {}",
                        request.provider(),
                        refusal.status(),
                        most,
                        most,
                        words(lasting));
                yield busy(failure, "it seems to allow no more than " + most + " connections");
            }
            case Lesson.CoolDown(Duration lasting) -> {
                LOG.warn(
                        "{} answered {} while no connection of ours was open: it is busy elsewhere and left alone for {}",
                        request.provider(),
                        refusal.status(),
                        words(lasting));
                yield busy(failure, "it seems to be busy elsewhere");
            }
        };
    }

    private static UpstreamFailure busy(UpstreamFailure failure, String why) {
        return new UpstreamFailure(Kind.BUSY, failure.text() + "; " + why, failure.refusal());
    }

    // ---- after ----

    private final class Counted implements Upstream {
        private final Upstream upstream;
        private final Entry entry;

        Counted(Upstream upstream, Entry entry) {
            this.upstream = upstream;
            this.entry = entry;
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            return upstream.read(buffer);
        }

        @Override
        public boolean beginsAnew() {
            return upstream.beginsAnew();
        }

        @Override
        public void close() {
            try {
                upstream.close();
            } finally {
                leave(entry);
            }
        }
    }

    private void leave(Entry entry) {
        lock.lock();
        try {
            if (entries.remove(entry) && entry.open) {
                endedAt.remove(entry.server);
                endedAt.put(entry.server, clock.nanos());
                if (endedAt.size() > MOST_ENDINGS) {
                    endedAt.remove(endedAt.keySet().iterator().next());
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // ---- counting ----

    @GuardedBy("lock")
    private int count(Server server) {
        return (int)
                entries.stream().filter(entry -> entry.server.equals(server)).count();
    }

    @GuardedBy("lock")
    private int open(Server server) {
        return (int) entries.stream()
                .filter(entry -> entry.open && entry.server.equals(server))
                .count();
    }

    /** Without user, password, port or path: what stands for one server. Empty where there is none. */
    static String host(String url) {
        return SourceConnection.host(url);
    }

    private static String words(Duration time) {
        return time.toSeconds() < 120 ? Math.max(time.toSeconds(), 1) + " s" : time.toMinutes() + " min";
    }

    private static Opening failed(Kind kind, String text) {
        return new Opening.Failed(new UpstreamFailure(kind, text));
    }
}
