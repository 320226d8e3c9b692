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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
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

    private static final int MOST_ENDINGS = 1_000;

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
        private boolean open;

        Entry(Server server, long channelId) {
            this.server = server;
            this.channelId = channelId;
        }
    }

    /** Opens an upstream of a channel with {@code opener}. Whoever called may be interrupted, which ends it. */
    Opening open(Request request, long channelId, Function<Request, Opening> opener) {
        Entry entry = new Entry(
                new Server(request.provider().id(), host(request.source().url())), channelId);
        try {
            Optional<Opening> barred = enter(entry, request.provider());
            return barred.isPresent() ? barred.get() : opened(entry, request, opener);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(Kind.BROKE_OFF, "stopped");
        }
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
        long until = clock.nanos() + PATIENCE.toNanos();
        while (true) {
            int limit;
            lock.lockInterruptibly();
            try {
                Optional<Duration> coolDown = limits.coolDown(entry.server);
                if (coolDown.isPresent()) {
                    return Optional.of(failed(
                            Kind.BUSY,
                            provider + " is busy elsewhere and is left alone for another " + words(coolDown.get())));
                }
                limit = limits.limit(entry.server).orElse(Integer.MAX_VALUE);
                if (count(entry.server) < limit) {
                    entries.add(entry);
                    return Optional.empty();
                }
                if (clock.nanos() - until >= 0) {
                    return Optional.of(failed(
                            Kind.BUSY,
                            "all " + limit + " connections that " + provider + " was found to allow are in use"));
                }
            } finally {
                lock.unlock();
            }
            slots.endSpare(provider.id(), 1);
            awaitRoom(entry.server, limit);
        }
    }

    private void awaitRoom(Server server, int limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (count(server) >= limit) {
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
