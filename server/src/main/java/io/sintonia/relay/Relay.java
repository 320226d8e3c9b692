package io.sintonia.relay;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.ProviderSlots;
import io.sintonia.catalogue.StreamSource;
import io.sintonia.channellog.ChannelLog;
import io.sintonia.channellog.LogClock;
import io.sintonia.channellog.LogLimits;
import io.sintonia.channellog.SegmentStore;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The live channels that play now: one upstream each, any number of viewers.
 *
 * <p>{@link #watch} blocks until a channel has an entry point or has failed, so it is for virtual threads.
 */
public final class Relay implements AutoCloseable {
    /** How long the stop of everything may take. */
    private static final Duration STOPPING = Duration.ofSeconds(5);

    /** Numbers begin at the epoch's seconds, so that a player never sees them fall, not even over a restart. */
    private final long firstSequence;

    private final Map<Long, ChannelRelay> playing = new ConcurrentHashMap<>();
    private final Map<Long, ChannelLog.Beginning> continuations = new ConcurrentHashMap<>();
    /** By channel that was ended to make room: the provider it was ended for. */
    private final Map<Long, Long> endingFor = new ConcurrentHashMap<>();
    /** By channel: when a viewer last left it, in the order of all leavings. */
    private final Map<Long, Long> leftAt = new ConcurrentHashMap<>();

    private final AtomicLong leavings = new AtomicLong();
    private final SegmentStore store;
    private final RelayHouse house;
    private final AtomicLong viewers = new AtomicLong();
    private final AtomicLong started = new AtomicLong();
    private volatile boolean closed;

    public Relay(
            LiveSettings settings,
            Catalogue catalogue,
            List<UpstreamOpener> openers,
            SegmentStore store,
            LogClock clock) {
        this(settings, catalogue, openers, store, clock, new Slates(clock.nanos()));
    }

    Relay(
            LiveSettings settings,
            Catalogue catalogue,
            List<UpstreamOpener> openers,
            SegmentStore store,
            LogClock clock,
            Slates slates) {
        this.store = store;
        this.firstSequence = clock.wall().instant().getEpochSecond();
        this.house = new RelayHouse(
                settings, clock, catalogue, openers, this::forget, new UpstreamSlots(this::endSpareOf), slates);
    }

    /**
     * Joins a channel, starting it if it does not play, and waits until there is something to decode.
     *
     * @param viewer who watches; its id comes from {@link #nextViewerId}
     */
    public Watch watch(Channel channel, Viewer viewer) {
        return watch(channel, viewer, ChannelListener.NONE);
    }

    /**
     * The same; {@code listener} is told what becomes of the channel's upstreams until the viewing is closed. Of a channel
     * that plays already it learns what happens from now on.
     */
    public Watch watch(Channel channel, Viewer viewer, ChannelListener listener) {
        Optional<Viewing> joined = join(channel, viewer, listener);
        if (joined.isEmpty()) {
            return new Watch.Unavailable(new UpstreamFailure(UpstreamFailure.Kind.BROKE_OFF, "the channel is ending"));
        }
        Viewing viewing = joined.get();
        if (viewing.awaitEntry(house.settings().startTimeout())) {
            return new Watch.Watching(viewing);
        }
        UpstreamFailure failure = viewing.channel().failure();
        viewing.close();
        viewing.channel().endIfUnwatched();
        return new Watch.Unavailable(failure);
    }

    /** Whether a channel plays, starts, or is kept for viewers who may come back. */
    public boolean isPlaying(long channelId) {
        return playing.containsKey(channelId);
    }

    /**
     * Looks whether an address of a channel would play, without a viewer: opens it as a channel would, reads until a decoder could
     * start, and closes it. Gives way: it takes a connection only while no channel needs it, and gives it back when one does,
     * or when the channel itself begins to play. Blocks.
     *
     * @param limit how long the address may take until its first byte, and from there to its first entry point
     */
    public Probe probe(Channel channel, StreamSource source, Duration limit) throws InterruptedException {
        return new SourceProbe(house, this::isPlaying).run(channel, source, limit);
    }

    /** The log of a channel, if it plays. */
    public Optional<ChannelLog> log(long channelId) {
        return Optional.ofNullable(playing.get(channelId)).map(ChannelRelay::log);
    }

    /** A number for a new viewer, unique while the server runs. */
    public long nextViewerId() {
        return viewers.incrementAndGet();
    }

    /** The channels that play now, with their viewers. */
    public List<ChannelStatus> playing() {
        return playing.values().stream()
                .filter(relay -> relay.state() != ChannelRelay.State.ENDED)
                .map(ChannelRelay::status)
                .toList();
    }

    /** How many times an upstream was opened for a channel since the server started. */
    public long channelsStarted() {
        return started.get();
    }

    /** Bytes sent to viewers since the server started. */
    public long bytesSent() {
        return house.sent().sum();
    }

    /** How often viewers were moved forward since the server started. */
    public long skips() {
        return house.skips().sum();
    }

    /** How often a channel that played went on with another connection since the server started. */
    public long failovers() {
        return house.failovers().sum();
    }

    /** Ends a channel for everybody; answers whether it played. */
    public boolean end(long channelId) {
        ChannelRelay relay = playing.get(channelId);
        if (relay != null) {
            // told first, so that viewers know who ended it
            relay.viewings().forEach(Viewing::dismiss);
            relay.endNow();
        }
        return relay != null;
    }

    /** Ends one viewer; answers whether there was one. */
    public boolean dismiss(long channelId, long viewerId) {
        Optional<Viewing> found = Optional.ofNullable(playing.get(channelId)).stream()
                .flatMap(relay -> relay.viewings().stream())
                .filter(viewing -> viewing.viewer().id() == viewerId)
                .findFirst();
        found.ifPresent(Viewing::dismiss);
        return found.isPresent();
    }

    /** Ends all channels and waits, a few seconds at the most, until their connections and files are closed. */
    @Override
    public void close() {
        closed = true;
        house.close();
        long began = System.nanoTime();
        try {
            for (Duration left = STOPPING; left.isPositive() && !playing.isEmpty(); left = left(began)) {
                // again and again: one may have been about to begin when the last round was made
                List<ChannelRelay> ending = List.copyOf(playing.values());
                ending.forEach(ChannelRelay::endNow);
                for (ChannelRelay relay : ending) {
                    var _ = relay.awaitEnd(left(began));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration left(long began) {
        return STOPPING.minusNanos(System.nanoTime() - began);
    }

    /**
     * A channel that is ending is waited for: only then its numbers are final, so that none is given twice, and its
     * connection is free. Empty if that takes too long, or the server is stopping.
     */
    private Optional<Viewing> join(Channel channel, Viewer viewer, ChannelListener listener) {
        try {
            while (!closed) {
                ChannelRelay relay = playing.computeIfAbsent(channel.id(), id -> create(channel));
                Optional<Viewing> joined = relay.join(viewer);
                joined.ifPresent(viewing -> {
                    viewing.listen(listener);
                    viewing.onLeave(() -> viewerLeft(channel.id()));
                });
                // only now: a source that fails at once would be gone before its viewer could be told why
                relay.begin();
                if (joined.isPresent() || !relay.awaitEnd(house.settings().startTimeout())) {
                    return joined;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private ChannelRelay create(Channel channel) {
        LogLimits limits =
                LogLimits.of(house.settings().window(), house.settings().segment());
        String name = Long.toString(channel.id());
        ChannelLog.Beginning beginning =
                continuations.getOrDefault(channel.id(), ChannelLog.Beginning.at(firstSequence));
        ChannelLog log = new ChannelLog(name, beginning, store, limits, house.clock());
        started.incrementAndGet();
        return new ChannelRelay(channel, house, log);
    }

    private void forget(ChannelRelay relay) {
        continuations.put(relay.channelId(), relay.log().continuation());
        endingFor.remove(relay.channelId());
        leftAt.remove(relay.channelId());
        playing.remove(relay.channelId(), relay);
    }

    /** Ends channels that nobody watches, those left for longest first, unless enough of the provider's are ending already. */
    private void endSpareOf(long providerId, int wanted) {
        List<ChannelRelay> its = playing.values().stream()
                .filter(relay -> endingFor.getOrDefault(relay.channelId(), -1L) == providerId
                        || house.door().isOpen(providerId, relay.channelId()))
                .toList();
        long ending = its.stream().filter(ChannelRelay::isStopping).count();
        its.stream()
                .filter(relay -> !relay.isStopping() && relay.viewings().isEmpty())
                .sorted(Comparator.comparingLong(relay -> leftAt.getOrDefault(relay.channelId(), Long.MIN_VALUE)))
                .limit(Math.max(wanted - ending, 0))
                .forEach(relay -> {
                    endingFor.put(relay.channelId(), providerId);
                    relay.endIfUnwatched();
                });
    }

    private void viewerLeft(long channelId) {
        if (playing.containsKey(channelId)) {
            leftAt.put(channelId, leavings.incrementAndGet());
        }
        house.slots().lookAgain();
        house.door().lookAgain();
    }

    /** The connections of a provider, for rooms that do not play. */
    ProviderSlots slots() {
        return house.slots();
    }

    /** What is known of a provider's connections now. */
    public ProviderUse use(long providerId) {
        return new ProviderUse(house.slots().taken(providerId), house.door().learntLimit(providerId));
    }

    /** How often a source's refusal was taken for its limit since the server started. */
    public long limitsLearnt() {
        return house.door().limitsLearnt();
    }

    /** How long a viewer waits for its first byte at the most. */
    public Duration startTimeout() {
        return house.settings().startTimeout();
    }
}
