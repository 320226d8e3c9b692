package io.sintonia.relay;

import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.StreamSource;
import io.sintonia.formats.mpegts.StreamSplice;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a channel's own thread does: opens a source, reads it into the log until it fails, and goes on with what
 * {@link FailoverPlan} says, spliced to what was sent before, so that viewers keep their sockets and see one stream. While
 * a fallback plays it has the better addresses tried now and then, and returns to one that delivers.
 */
final class Pump {
    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);
    private static final int READ_BYTES = 64 << 10;
    /** How often what the operator sees is brought up to date, and the clock is looked at. */
    private static final long TELL_NANOS = 1_000_000_000L;

    private static final UpstreamFailure ENDED = new UpstreamFailure(Kind.BROKE_OFF, "the source ended the stream");

    private final ChannelRelay relay;
    private final RelayHouse house;
    private final FailoverPlan plan;
    private final ReturnPlan returns;
    private final Throughput throughput;
    private final StreamSplice splice = new StreamSplice();
    private final byte[] buffer = new byte[READ_BYTES];
    private long lastBytesAt;
    private @Nullable Comeback comeback;
    /** How many times a better address was tried. */
    private int tries;

    Pump(ChannelRelay relay, RelayHouse house) {
        this.relay = relay;
        this.house = house;
        this.plan = new FailoverPlan(house.settings().outageLimit());
        this.returns = new ReturnPlan(house.settings().returnAfter());
        this.throughput = new Throughput(house.clock().nanos());
        this.lastBytesAt = now();
    }

    /** How an attempt ended. */
    private sealed interface Ending {
        record Failed(UpstreamFailure failure) implements Ending {}

        /** A better address is ready. */
        record Better() implements Ending {}
    }

    /** Plays until there is nothing left to try or to do, and says why it ended. */
    String play() throws InterruptedException, IOException {
        try {
            return playOn();
        } finally {
            dropComeback();
        }
    }

    private String playOn() throws InterruptedException, IOException {
        int index = 0;
        while (!relay.isStopping()) {
            Optional<Channel> channel = house.channel(relay.channelId());
            if (channel.isEmpty()) {
                return "the channel was removed from the catalogue";
            }
            int addresses = channel.get().sources().size();
            Attempt attempt = new Attempt(channel.get(), index % addresses);
            Ending ending = attempt.run();
            if (relay.isStopping()) {
                break;
            }
            switch (ending) {
                case Ending.Better _ -> {
                    index = betterIndex();
                    relay.log().beginAnew();
                }
                case Ending.Failed(UpstreamFailure failure) -> {
                    relay.failed(failure);
                    house.news(relay, attempt.address).failed(failure);
                    String what = attempt.told(failure);
                    if (hasBetter()) {
                        index = betterIndex();
                        LOG.warn("{}; going on with source {}, which is ready", what, index + 1);
                        goOn();
                        continue;
                    }
                    dropComeback();
                    if (attempt.isReturn && attempt.delivered.isZero()) {
                        returns.failed(now());
                    }
                    Duration silence = Duration.ofNanos(now() - lastBytesAt);
                    switch (plan.afterFailure(attempt.index, addresses, attempt.delivered, silence, now())) {
                        case FailoverPlan.Step.GiveUp() -> {
                            LOG.warn("{}; nothing left to try, the channel ends", what);
                            return failure.text();
                        }
                        case FailoverPlan.Step.Try(int next, Duration pause) -> {
                            LOG.warn("{}; trying source {} in {} ms", what, next + 1, pause.toMillis());
                            goOn();
                            pause(pause);
                            index = next;
                        }
                    }
                }
            }
        }
        return "nobody watches any more";
    }

    private void goOn() {
        relay.reconnecting();
        relay.log().beginAnew();
    }

    private void pause(Duration pause) throws InterruptedException {
        relay.beginWaiting();
        try {
            house.pause(pause);
        } finally {
            relay.endWaiting();
        }
    }

    private long now() {
        return house.clock().nanos().getAsLong();
    }

    // ---- better addresses ----

    private boolean hasBetter() {
        Comeback tried = comeback;
        return tried != null && tried.state() == Comeback.State.READY;
    }

    private int betterIndex() {
        Comeback tried = comeback;
        return tried == null ? 0 : tried.address().index();
    }

    private void dropComeback() {
        Comeback tried = comeback;
        if (tried != null) {
            comeback = null;
            relay.tries(false);
            tried.close();
        }
    }

    /** Looks after the better addresses while the one at {@code index} plays. */
    private void lookForBetter(Channel channel, int index) {
        long now = now();
        Comeback tried = comeback;
        if (tried != null && tried.state() == Comeback.State.FAILED) {
            returns.failed(now);
            LOG.info(
                    "channel {} '{}': source {} does not play yet ({}); trying it again in {} s",
                    channel.id(),
                    channel.name(),
                    tried.address().index() + 1,
                    tried.failure().text(),
                    returns.patience().toSeconds());
            dropComeback();
        } else if (tried == null && returns.isDue(now)) {
            tryBetter(channel, tries % index);
        }
    }

    private void tryBetter(Channel channel, int index) {
        StreamSource source = channel.sources().get(index);
        Optional<Provider> provider = house.provider(source.providerId());
        Optional<UpstreamSlots.Lease> slot =
                source.unsupported().isEmpty() ? provider.flatMap(house.slots()::takeFree) : Optional.empty();
        tries++;
        if (slot.isEmpty() || provider.isEmpty()) {
            returns.postponed(now());
            return;
        }
        Duration budget = house.settings().startTimeout();
        Comeback started = new Comeback(
                new Comeback.Address(index, provider.get(), slot.get()),
                budget,
                house.clock().nanos());
        comeback = started;
        relay.tries(true);
        var request = new UpstreamOpener.Request(
                source, provider.get(), budget, house.settings().stallTimeout());
        started.start("return-" + channel.id(), () -> house.open(request, relay));
    }

    /** One try of one address. */
    private final class Attempt {
        private final Channel channel;
        private final int index;
        private final int addresses;
        private final StreamSource address;
        private Duration delivered = Duration.ZERO;
        private boolean isReturn;
        /** Whether it has entered before; a break within a source is no failover. */
        private boolean isKnown;

        private LogFeeder feeder = newFeeder();

        Attempt(Channel channel, int index) {
            List<StreamSource> sources = channel.sources();
            this.channel = channel;
            this.index = index;
            this.addresses = sources.size();
            this.address = sources.get(index);
        }

        String told(UpstreamFailure failure) {
            return "channel " + channel.id() + " '" + channel.name() + "': source " + (index + 1) + " of " + addresses
                    + " failed" + (delivered.isZero() ? "" : " after " + delivered.toSeconds() + " s") + ": "
                    + failure.text();
        }

        Ending run() throws InterruptedException, IOException {
            Duration firstByte = house.settings().startTimeout().dividedBy(Math.max(1, addresses));
            Comeback ready = comeback;
            if (ready != null && ready.state() == Comeback.State.READY) {
                comeback = null;
                isReturn = true;
                relay.tries(false);
                try (var _ = ready.address().slot()) {
                    return relay(ready.take(), ready.address().provider(), firstByte);
                }
            }
            return open(firstByte);
        }

        private Ending open(Duration firstByte) throws InterruptedException, IOException {
            if (!address.unsupported().isEmpty()) {
                return failed(Kind.UNSUPPORTED, address.unsupported());
            }
            Optional<Provider> provider = house.provider(address.providerId());
            if (provider.isEmpty()) {
                return failed(Kind.UNREACHABLE, "its source was removed");
            }
            Optional<UpstreamSlots.Lease> slot = take(provider.get());
            if (slot.isEmpty()) {
                return failed(
                        Kind.BUSY,
                        "all " + provider.get().maxConnections() + " connections of " + provider.get() + " are in use");
            }
            try (var _ = slot.get()) {
                var request = new UpstreamOpener.Request(
                        address, provider.get(), firstByte, house.settings().stallTimeout());
                return switch (open(request)) {
                    case UpstreamOpener.Opening.Failed(UpstreamFailure failure) -> new Ending.Failed(failure);
                    case UpstreamOpener.Opening.Opened(Upstream opened) -> relay(opened, provider.get(), firstByte);
                };
            }
        }

        private Optional<UpstreamSlots.Lease> take(Provider provider) throws InterruptedException {
            relay.beginWaiting();
            try {
                return house.slots().take(provider, house.slotPatience());
            } finally {
                relay.endWaiting();
            }
        }

        private UpstreamOpener.Opening open(UpstreamOpener.Request request) throws InterruptedException {
            relay.beginWaiting();
            try {
                return house.open(request, relay);
            } finally {
                relay.endWaiting();
            }
        }

        private Ending relay(Upstream opened, Provider provider, Duration firstEntry) throws IOException {
            try (opened) {
                relay.reads(opened);
                Ending ending = read(opened, provider, firstEntry);
                if (!relay.isStopping()) {
                    boolean before = feeder.hasEntered();
                    feeder.finish();
                    if (!before && feeder.hasEntered()) {
                        entered(provider);
                    }
                }
                return hasNeverEntered(ending) ? failed(Kind.NOT_A_STREAM, feeder.describe()) : ending;
            } finally {
                relay.reads(null);
                throughput.reset();
            }
        }

        private LogFeeder newFeeder() {
            return new LogFeeder(relay.log(), house.clock().nanos(), splice);
        }

        /** A stream that ends before its first entry point is none; its last bytes decide. */
        private boolean hasNeverEntered(Ending ending) {
            return ending instanceof Ending.Failed(UpstreamFailure failure)
                    && failure.equals(ENDED)
                    && !feeder.hasEntered();
        }

        private Ending read(Upstream opened, Provider provider, Duration firstEntry) throws IOException {
            ClockWatch watch = new ClockWatch(house.settings().stallTimeout());
            long began = now();
            long waitingSince = began;
            long toldAt = began;
            while (!relay.isStopping()) {
                int count;
                try {
                    count = opened.read(buffer);
                } catch (IOException e) {
                    return new Ending.Failed(UpstreamFailed.failure(e));
                }
                if (count < 0) {
                    return new Ending.Failed(ENDED);
                }
                if (opened.beginsAnew()) {
                    // a break within the source is one between two streams
                    feeder.finish();
                    feeder = newFeeder();
                    relay.log().beginAnew();
                    watch = new ClockWatch(house.settings().stallTimeout());
                    waitingSince = now();
                }
                boolean first = !feeder.hasEntered();
                feeder.feed(buffer, count);
                throughput.add(count);
                long now = now();
                if (feeder.isHopeless()) {
                    return failed(Kind.NOT_A_STREAM, feeder.describe());
                }
                if (!feeder.hasEntered()) {
                    if (now - waitingSince > firstEntry.toNanos()) {
                        return failed(Kind.SILENT, "it sends packets, but none a decoder could start from");
                    }
                    continue;
                }
                lastBytesAt = now;
                delivered = Duration.ofNanos(now - began);
                if (first) {
                    entered(provider);
                }
                if (first || now - toldAt > TELL_NANOS) {
                    relay.feeds(feeder.status(provider.name(), throughput.bitsPerSecond()));
                    toldAt = now;
                }
                Optional<String> wrong = watch.fed(now, feeder.clocks(), feeder.clockJumps());
                if (wrong.isPresent()) {
                    return failed(Kind.SILENT, wrong.get());
                }
                if (index > 0) {
                    lookForBetter(channel, index);
                    if (hasBetter()) {
                        LOG.info(
                                "channel {} '{}': returning to source {}",
                                channel.id(),
                                channel.name(),
                                betterIndex() + 1);
                        return new Ending.Better();
                    }
                }
            }
            return failed(Kind.BROKE_OFF, "stopped");
        }

        private void entered(Provider provider) {
            plan.played();
            house.news(relay, address).entryPoint();
            returns.playing(index, now());
            if (!isKnown && splice.hasPast()) {
                house.failovers().increment();
            }
            isKnown = true;
            if (relay.playing()) {
                LOG.info("channel {} '{}': playing from {}", channel.id(), channel.name(), provider);
            }
        }
    }

    private static Ending failed(Kind kind, String text) {
        return new Ending.Failed(new UpstreamFailure(kind, text));
    }
}
