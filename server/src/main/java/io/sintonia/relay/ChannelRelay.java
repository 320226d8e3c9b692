package io.sintonia.relay;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.StreamSource;
import io.sintonia.channellog.ChannelLog;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel that plays: the owner of its log, its upstream and its viewers.
 *
 * <p>A virtual thread of its own, the pump, opens a source, cuts it into packets and appends them until nobody watches any
 * more; when a source fails it goes on with what {@link FailoverPlan} says, on the same log, so viewers keep their sockets.
 * Everything named "the pump's" below is touched by that thread only; the rest is guarded by the lock or volatile. The pump
 * never waits for a viewer.
 */
final class ChannelRelay implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelRelay.class);
    private static final int READ_BYTES = 64 << 10;
    /** How often what the operator sees is brought up to date. */
    private static final long TELL_NANOS = 1_000_000_000L;

    enum State {
        STARTING,
        PLAYING,
        RECONNECTING,
        ENDED
    }

    private final long channelId;
    private final RelayHouse house;
    private final ChannelLog log;
    private final Throughput throughput;
    private final FailoverPlan plan;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final List<Viewing> viewings = new ArrayList<>();

    @GuardedBy("lock")
    private long idleSince;

    /** The pump's thread while it waits for something that an interrupt may break off. */
    @GuardedBy("lock")
    private @Nullable Thread interruptible;

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder skips = new LongAdder();
    private volatile boolean stopping;
    private volatile State state = State.STARTING;
    private volatile @Nullable UpstreamFailure lastFailure;
    private volatile @Nullable Upstream upstream;
    private volatile ChannelStatus.Feed feed = ChannelStatus.Feed.NONE;

    // the pump's
    private long lastBytesAt;

    ChannelRelay(Channel channel, RelayHouse house, ChannelLog log) {
        this.channelId = channel.id();
        this.house = house;
        this.log = log;
        this.plan = new FailoverPlan(house.settings().outageLimit());
        this.throughput = new Throughput(house.clock().nanos());
        this.idleSince = house.clock().nanos().getAsLong();
        this.lastBytesAt = idleSince;
        log.addListener(this::wakeWaiting);
    }

    ChannelLog log() {
        return log;
    }

    long channelId() {
        return channelId;
    }

    State state() {
        return state;
    }

    /** Starts the pump, the first time. Also a channel that was ended before must begin, or it would never have ended. */
    void begin() {
        if (begun.compareAndSet(false, true)) {
            Thread.ofVirtual().name("relay-" + channelId).start(this);
        }
    }

    // ---- viewers ----

    /** Takes a viewer in; empty if the channel is ending: the caller waits for that and starts it anew. */
    Optional<Viewing> join(Viewer viewer) {
        Viewing viewing = new Viewing(this, viewer);
        lock.lock();
        try {
            if (stopping || state == State.ENDED) {
                return Optional.empty();
            }
            viewings.add(viewing);
        } finally {
            lock.unlock();
        }
        return Optional.of(viewing);
    }

    void leave(Viewing viewing) {
        boolean last;
        lock.lock();
        try {
            viewings.remove(viewing);
            last = viewings.isEmpty();
            if (last) {
                idleSince = house.clock().nanos().getAsLong();
            }
        } finally {
            lock.unlock();
        }
        if (last) {
            house.lingerThen(this::endIfIdle);
        }
    }

    List<Viewing> viewings() {
        lock.lock();
        try {
            return List.copyOf(viewings);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the condition holds, the channel ends, or the budget is over; answers whether it holds. */
    boolean await(BooleanSupplier condition, Duration budget) {
        long left = budget.toNanos();
        // before the condition is looked at: whoever makes it true after that sees somebody to wake
        waiting.incrementAndGet();
        lock.lock();
        try {
            while (!condition.getAsBoolean() && !log.isEnded() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
            waiting.decrementAndGet();
        }
        return condition.getAsBoolean();
    }

    /** Why nobody can watch now. */
    UpstreamFailure failure() {
        UpstreamFailure known = lastFailure;
        return known != null && state != State.PLAYING
                ? known
                : new UpstreamFailure(
                        Kind.SILENT,
                        "no source gave a picture within " + house.settings().startTimeout());
    }

    void countSent(long bytes) {
        house.sent().add(bytes);
    }

    void countSkip() {
        skips.increment();
        house.skips().increment();
    }

    private void wakeWaiting() {
        if (waiting.get() > 0) {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    // ---- ending ----

    /** Ends the channel if nobody watches and nobody has for the linger's time. */
    void endIfIdle() {
        lock.lock();
        try {
            long idle = house.clock().nanos().getAsLong() - idleSince;
            if (!viewings.isEmpty() || idle < house.settings().linger().toNanos()) {
                return;
            }
            stopping = true;
        } finally {
            lock.unlock();
        }
        stop();
    }

    /** Ends the channel at once if nobody watches: its connection is needed elsewhere. */
    void endIfUnwatched() {
        lock.lock();
        try {
            if (!viewings.isEmpty()) {
                return;
            }
            stopping = true;
        } finally {
            lock.unlock();
        }
        stop();
    }

    /** Ends the channel whoever watches. */
    void endNow() {
        stopping = true;
        stop();
    }

    /**
     * Unblocks the pump. An interrupt while it writes would close the segment's file under its readers, so only a pump that
     * waits or opens is interrupted; one that reads notices that its upstream is closed.
     */
    private void stop() {
        lock.lock();
        try {
            if (interruptible != null) {
                interruptible.interrupt();
            }
        } finally {
            lock.unlock();
        }
        Upstream open = upstream;
        if (open != null) {
            open.close();
        }
    }

    // ---- the pump ----

    @Override
    public void run() {
        String why = "nobody watches any more";
        try {
            why = play();
        } catch (InterruptedException e) {
            // stop() asked for it: the channel ends for the reason already said
        } catch (IOException e) {
            why = "the live directory cannot be written: " + e.getMessage();
            lastFailure = new UpstreamFailure(Kind.BROKE_OFF, why);
            LOG.error("channel {}: {}; the channel ends", channelId, why);
        } catch (RuntimeException | Error e) {
            why = "a fault in the relay";
            lastFailure = new UpstreamFailure(Kind.BROKE_OFF, why);
            LOG.error("channel {}: {}", channelId, why, e);
            throw e;
        } finally {
            lock.lock();
            try {
                state = State.ENDED;
            } finally {
                lock.unlock();
            }
            try {
                log.end(why);
                wakeWaiting();
            } finally {
                house.ended(this);
                over.countDown();
            }
            LOG.info("channel {}: ended, {}", channelId, why);
        }
    }

    /** Waits until an ending channel has given everything back; answers whether it has. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        return over.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void beginWaiting() throws InterruptedException {
        lock.lock();
        try {
            if (stopping) {
                throw new InterruptedException("the channel was ended");
            }
            interruptible = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    private void endWaiting() {
        lock.lock();
        try {
            interruptible = null;
        } finally {
            lock.unlock();
        }
        // one that came too late is no longer wanted; `stopping` says it
        Thread.interrupted();
    }

    /** Plays until there is nothing left to try or to do, and says why it ended. */
    private String play() throws InterruptedException, IOException {
        int index = 0;
        while (!stopping) {
            Optional<Channel> channel = house.channel(channelId);
            if (channel.isEmpty()) {
                return "the channel was removed from the catalogue";
            }
            List<StreamSource> addresses = channel.get().sources();
            StreamSource address = addresses.get(index % addresses.size());
            Attempt attempt = new Attempt(channel.get(), address, addresses.size());
            UpstreamFailure failure = attempt.run();
            if (stopping) {
                break;
            }
            lastFailure = failure;
            house.news(this, address).failed(failure);
            feed = ChannelStatus.Feed.NONE;
            Duration silence = Duration.ofNanos(house.clock().nanos().getAsLong() - lastBytesAt);
            String what = "channel " + channelId + " '" + channel.get().name() + "': source "
                    + (index % addresses.size() + 1) + " of " + addresses.size() + " failed"
                    + (attempt.delivered.isZero() ? "" : " after " + attempt.delivered.toSeconds() + " s") + ": "
                    + failure.text();
            switch (plan.afterFailure(index % addresses.size(), addresses.size(), attempt.delivered, silence)) {
                case FailoverPlan.Step.GiveUp() -> {
                    LOG.warn("{}; nothing left to try, the channel ends", what);
                    return failure.text();
                }
                case FailoverPlan.Step.Try(int next, Duration pause) -> {
                    LOG.warn("{}; trying source {} in {} ms", what, next + 1, pause.toMillis());
                    state = state == State.STARTING ? State.STARTING : State.RECONNECTING;
                    log.beginAnew();
                    beginWaiting();
                    try {
                        house.pause(pause);
                    } finally {
                        endWaiting();
                    }
                    index = next;
                }
            }
        }
        return "nobody watches any more";
    }

    /** One try of one address. */
    private final class Attempt {
        private final Channel channel;
        private final StreamSource address;
        private final int addresses;
        private Duration delivered = Duration.ZERO;

        Attempt(Channel channel, StreamSource address, int addresses) {
            this.channel = channel;
            this.address = address;
            this.addresses = addresses;
        }

        UpstreamFailure run() throws InterruptedException, IOException {
            if (!address.unsupported().isEmpty()) {
                return new UpstreamFailure(Kind.UNSUPPORTED, address.unsupported());
            }
            Optional<Provider> provider = house.provider(address.providerId());
            if (provider.isEmpty()) {
                return new UpstreamFailure(Kind.UNREACHABLE, "its source was removed");
            }
            Optional<UpstreamSlots.Lease> slot = take(provider.get());
            if (slot.isEmpty()) {
                return new UpstreamFailure(
                        Kind.BUSY,
                        "all " + provider.get().maxConnections() + " connections of " + provider.get() + " are in use");
            }
            try (var _ = slot.get()) {
                Duration firstByte = house.settings().startTimeout().dividedBy(Math.max(1, addresses));
                var request = new UpstreamOpener.Request(
                        address, provider.get(), firstByte, house.settings().stallTimeout());
                return switch (open(request)) {
                    case UpstreamOpener.Opening.Failed(UpstreamFailure failure) -> failure;
                    case UpstreamOpener.Opening.Opened(Upstream opened) -> relay(opened, provider.get(), firstByte);
                };
            }
        }

        private Optional<UpstreamSlots.Lease> take(Provider provider) throws InterruptedException {
            beginWaiting();
            try {
                return house.slots().take(provider, house.slotPatience());
            } finally {
                endWaiting();
            }
        }

        private UpstreamOpener.Opening open(UpstreamOpener.Request request) throws InterruptedException {
            beginWaiting();
            try {
                return house.open(request, ChannelRelay.this);
            } finally {
                endWaiting();
            }
        }

        private UpstreamFailure relay(Upstream opened, Provider provider, Duration firstEntry) throws IOException {
            LogFeeder feeder = new LogFeeder(log, house.clock().nanos());
            byte[] buffer = new byte[READ_BYTES];
            long began = house.clock().nanos().getAsLong();
            long toldAt = began;
            long waitingSince = began;
            try (opened) {
                upstream = opened;
                while (!stopping) {
                    int count;
                    try {
                        count = opened.read(buffer);
                    } catch (IOException e) {
                        feeder.finish();
                        return UpstreamFailed.failure(e);
                    }
                    if (count < 0) {
                        feeder.finish();
                        return feeder.hasEntered()
                                ? new UpstreamFailure(Kind.BROKE_OFF, "the source ended the stream")
                                : new UpstreamFailure(Kind.NOT_A_STREAM, feeder.describe());
                    }
                    if (opened.beginsAnew()) {
                        feeder.finish();
                        feeder = new LogFeeder(log, house.clock().nanos());
                        log.beginAnew();
                        waitingSince = house.clock().nanos().getAsLong();
                    }
                    boolean first = !feeder.hasEntered();
                    feeder.feed(buffer, count);
                    throughput.add(count);
                    long now = house.clock().nanos().getAsLong();
                    if (feeder.isHopeless()) {
                        return new UpstreamFailure(Kind.NOT_A_STREAM, feeder.describe());
                    }
                    if (feeder.hasEntered()) {
                        lastBytesAt = now;
                        delivered = Duration.ofNanos(now - began);
                        if (first) {
                            entered(provider);
                        }
                        if (first || now - toldAt > TELL_NANOS) {
                            feed = feeder.status(provider.name(), throughput.bitsPerSecond());
                            toldAt = now;
                        }
                    } else if (now - waitingSince > firstEntry.toNanos()) {
                        return new UpstreamFailure(
                                Kind.SILENT, "it sends packets, but none a decoder could start from");
                    }
                }
                return new UpstreamFailure(Kind.BROKE_OFF, "stopped");
            } finally {
                upstream = null;
                throughput.reset();
            }
        }

        private void entered(Provider provider) {
            plan.played();
            house.news(ChannelRelay.this, address).entryPoint();
            if (state != State.PLAYING) {
                LOG.info("channel {} '{}': playing from {}", channelId, channel.name(), provider);
            }
            state = State.PLAYING;
        }
    }

    /** What an operator sees of the channel. */
    ChannelStatus status() {
        String name = house.channel(channelId).map(Channel::name).orElse("");
        var window = log.window();
        double buffered = window.stream()
                .mapToDouble(segment -> segment.duration().toMillis() / 1000.0)
                .sum();
        return new ChannelStatus(
                channelId, name, state, upstream == null ? 0 : 1, buffered, skips.sum(), feed, viewings());
    }
}
