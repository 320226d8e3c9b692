package io.sintonia.relay;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.StreamSource;
import io.sintonia.channellog.LogClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** What all channel relays share: settings, clock, openers, slots, and where to say that they ended. */
final class RelayHouse implements AutoCloseable {
    /** How long a channel waits for a provider's slot that is just being given back. */
    private static final Duration SLOT_PATIENCE = Duration.ofSeconds(3);

    private final LiveSettings settings;
    private final LogClock clock;
    private final Catalogue catalogue;
    private final List<UpstreamOpener> openers;
    private final UpstreamSlots slots;
    private final Slates slates;
    private final UsualTimes usual = new UsualTimes();
    private final UpstreamDoor door;
    private final LongAdder sent = new LongAdder();
    private final LongAdder skips = new LongAdder();
    private final LongAdder failovers = new LongAdder();
    private final Consumer<ChannelRelay> onEnd;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("relay-timer").daemon().factory());

    RelayHouse(
            LiveSettings settings,
            LogClock clock,
            Catalogue catalogue,
            List<UpstreamOpener> openers,
            Consumer<ChannelRelay> onEnd,
            UpstreamSlots slots,
            Slates slates) {
        this.settings = settings;
        this.clock = clock;
        this.catalogue = catalogue;
        this.openers = List.copyOf(openers);
        this.onEnd = onEnd;
        this.slots = slots;
        this.slates = slates;
        this.door = new UpstreamDoor(slots, Pause.real(clock.nanos()));
    }

    /** Bytes sent to viewers. */
    LongAdder sent() {
        return sent;
    }

    /** Viewers moved forward. */
    LongAdder skips() {
        return skips;
    }

    /** How often a channel that played went on with another connection. */
    LongAdder failovers() {
        return failovers;
    }

    LiveSettings settings() {
        return settings;
    }

    LogClock clock() {
        return clock;
    }

    UpstreamSlots slots() {
        return slots;
    }

    Slates slates() {
        return slates;
    }

    UsualTimes usual() {
        return usual;
    }

    UpstreamDoor door() {
        return door;
    }

    Duration slotPatience() {
        return SLOT_PATIENCE;
    }

    Optional<Channel> channel(long id) {
        return catalogue.current().channel(id);
    }

    Optional<Provider> provider(long id) {
        return catalogue.current().provider(id);
    }

    void ended(ChannelRelay relay) {
        onEnd.accept(relay);
    }

    ChannelNews news(ChannelRelay relay, StreamSource address) {
        return ChannelNews.of(this, relay, address);
    }

    /** Opens an upstream of a channel, and tells the channel's viewers of it. */
    UpstreamOpener.Opening open(UpstreamOpener.Request request, ChannelRelay relay) {
        ChannelNews news = news(relay, request.source());
        news.tried();
        return switch (door.open(request, relay.channelId(), this::open)) {
            case UpstreamOpener.Opening.Failed failed -> failed;
            case UpstreamOpener.Opening.Opened(Upstream upstream) ->
                new UpstreamOpener.Opening.Opened(news.connected(upstream));
        };
    }

    /** Opens an upstream that nobody watches; {@code wanted} is run when a channel needs what it takes. */
    UpstreamOpener.Opening openBeside(UpstreamOpener.Request request, Runnable wanted) {
        return door.openBeside(request, wanted, this::open);
    }

    private UpstreamOpener.Opening open(UpstreamOpener.Request request) {
        String url = request.source().url();
        return openers.stream()
                .filter(opener -> opener.opens(url))
                .findFirst()
                .map(opener -> opener.open(request))
                .orElseGet(() -> new UpstreamOpener.Opening.Failed(new UpstreamFailure(
                        UpstreamFailure.Kind.UNSUPPORTED, "addresses of kind " + scheme(url) + " cannot be played")));
    }

    private static String scheme(String url) {
        int colon = url.indexOf(':');
        return colon < 0 || colon > 20 ? "unknown" : url.substring(0, colon);
    }

    /** Runs {@code action} on a virtual thread once the linger's time has passed. */
    void lingerThen(Runnable action) {
        try {
            var _ = timer.schedule(
                    () -> Thread.ofVirtual().name("linger").start(action),
                    settings.linger().toMillis() + 1,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the relay is closed and all channels end anyway
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
