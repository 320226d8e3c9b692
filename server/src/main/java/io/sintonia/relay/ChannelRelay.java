package io.sintonia.relay;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sintonia.catalogue.Channel;
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
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel that plays: the owner of its log, its upstream and its viewers.
 *
 * <p>A virtual thread of its own, the pump, opens a source, cuts it into packets and appends them until nobody watches any
 * more; see {@link Pump}. What is below is guarded by the lock or volatile. The pump never waits for a viewer.
 */
final class ChannelRelay implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelRelay.class);

    enum State {
        STARTING,
        PLAYING,
        RECONNECTING,
        ENDED
    }

    private final long channelId;
    private final RelayHouse house;
    private final ChannelLog log;
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
    private volatile IntSupplier connections = () -> 0;

    ChannelRelay(Channel channel, RelayHouse house, ChannelLog log) {
        this.channelId = channel.id();
        this.house = house;
        this.log = log;
        this.idleSince = house.clock().nanos().getAsLong();
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
            why = new Pump(this, house).play();
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

    // ---- what the pump asks and tells ----

    boolean isStopping() {
        return stopping;
    }

    /** From here on an interrupt may break off what the pump does, until {@link #endWaiting}. */
    void beginWaiting() throws InterruptedException {
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

    void endWaiting() {
        lock.lock();
        try {
            interruptible = null;
        } finally {
            lock.unlock();
        }
        // one that came too late is no longer wanted; `stopping` says it
        Thread.interrupted();
    }

    /** A source has failed; what had played is reconnecting now. */
    void failed(UpstreamFailure failure) {
        lastFailure = failure;
        feed = ChannelStatus.Feed.NONE;
    }

    void reconnecting() {
        state = state == State.STARTING ? State.STARTING : State.RECONNECTING;
    }

    /** A source plays; answers whether none did before. */
    boolean playing() {
        boolean others = state != State.PLAYING;
        state = State.PLAYING;
        return others;
    }

    /** What comes in. */
    void feeds(ChannelStatus.Feed now) {
        feed = now;
    }

    /** The connection that {@link #stop} closes; null when none is open. */
    void reads(@Nullable Upstream open) {
        upstream = open;
    }

    /** How many connections to sources are open is asked there, from any thread. */
    void connectionsAreCountedBy(IntSupplier count) {
        connections = count;
    }

    /** What an operator sees of the channel. */
    ChannelStatus status() {
        String name = house.channel(channelId).map(Channel::name).orElse("");
        var window = log.window();
        double buffered = window.stream()
                .mapToDouble(segment -> segment.duration().toMillis() / 1000.0)
                .sum();
        int open = connections.getAsInt();
        return new ChannelStatus(channelId, name, state, open, buffered, skips.sum(), feed, viewings());
    }
}
