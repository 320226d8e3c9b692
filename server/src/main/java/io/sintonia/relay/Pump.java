package io.sintonia.relay;

import io.sintonia.catalogue.Channel;
import io.sintonia.formats.mpegts.StreamSplice;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a channel's own thread does: lets a source be opened, reads it into the log until it fails, and goes on with what
 * {@link FailoverPlan} says, spliced to what was sent before, so that viewers keep their sockets and see one stream. While
 * a fallback plays it has the better addresses tried now and then, and returns to one that delivers.
 *
 * <p>Sources are opened beside it ({@link Candidate}), so that one that hangs holds nobody up; it reads the one that plays
 * itself.
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
    private final BetterSource better;
    private final Race race;
    private final Throughput throughput;
    private final StreamSplice splice = new StreamSplice();
    private final byte[] buffer = new byte[READ_BYTES];
    private long lastBytesAt;
    private boolean hasPlayed;
    private volatile Candidate.@Nullable Taken reads;

    Pump(ChannelRelay relay, RelayHouse house) {
        Bell changed = new Bell();
        this.relay = relay;
        this.house = house;
        this.plan = new FailoverPlan(house.settings().outageLimit());
        this.better = new BetterSource(relay, house, changed);
        this.race = new Race(relay, house, plan, changed, new Interlude(relay, house, plan, splice));
        this.throughput = new Throughput(house.clock().nanos());
        this.lastBytesAt = now();
        relay.connectionsAreCountedBy(() -> reading() + race.connections() + better.connections());
    }

    private int reading() {
        Candidate.Taken open = reads;
        return open != null && open.isOpen() ? 1 : 0;
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
            better.take().ifPresent(Candidate::close);
        }
    }

    private String playOn() throws InterruptedException, IOException {
        var next = new FailoverPlan.Step.Try(0, Duration.ZERO);
        while (true) {
            switch (race.run(next, lastBytesAt)) {
                case Race.Result.Stopped() -> {
                    return "nobody watches any more";
                }
                case Race.Result.Lost(String why) -> {
                    return why;
                }
                case Race.Result.Won(Candidate candidate) -> {
                    house.usual().took(candidate.address().source().id(), candidate.took());
                    Attempt attempt = new Attempt(candidate);
                    Ending ending = attempt.run();
                    if (relay.isStopping()) {
                        return "nobody watches any more";
                    }
                    switch (attempt.after(ending)) {
                        case FailoverPlan.Step.GiveUp() -> {
                            return relay.failure().text();
                        }
                        case FailoverPlan.Step.Try then -> next = then;
                    }
                }
            }
        }
    }

    private long now() {
        return house.clock().nanos().getAsLong();
    }

    /** The channel's name, for the operator. */
    private String name() {
        return house.channel(relay.channelId()).map(Channel::name).orElse("");
    }

    /** The play of one address. */
    private final class Attempt {
        private final Candidate candidate;
        private final int index;
        private Duration delivered = Duration.ZERO;
        /** Whether it has entered before; a break within a source is no failover. */
        private boolean isKnown;

        private LogFeeder feeder = newFeeder();

        Attempt(Candidate candidate) {
            this.candidate = candidate;
            this.index = candidate.address().index();
        }

        Ending run() throws IOException {
            try (Candidate.Taken opened = candidate.take()) {
                reads = opened;
                relay.reads(opened);
                Ending ending = read(opened);
                if (!relay.isStopping()) {
                    boolean before = feeder.hasEntered();
                    feeder.finish();
                    if (!before && feeder.hasEntered()) {
                        entered();
                    }
                }
                return hasNeverEntered(ending) ? failed(Kind.NOT_A_STREAM, feeder.describe()) : ending;
            } finally {
                relay.reads(null);
                reads = null;
                throughput.reset();
            }
        }

        /** What comes after it. */
        FailoverPlan.Step after(Ending ending) {
            relay.log().beginAnew();
            Optional<Candidate> other = better.take().filter(trial -> trial.state() != Candidate.State.FAILED);
            other.ifPresent(race::admit);
            return switch (ending) {
                case Ending.Better() ->
                    new FailoverPlan.Step.Try(
                            other.map(it -> it.address().index()).orElse(0), Duration.ZERO);
                case Ending.Failed(UpstreamFailure failure) -> afterFailure(failure, other);
            };
        }

        private FailoverPlan.Step afterFailure(UpstreamFailure failure, Optional<Candidate> other) {
            relay.failed(failure);
            relay.reconnecting();
            house.news(relay, candidate.address().source()).failed(failure);
            if (candidate.address().index() == 0 && delivered.isZero()) {
                better.failed();
            }
            int addresses = house.channel(relay.channelId())
                    .map(channel -> channel.sources().size())
                    .orElse(0);
            Duration silence = Duration.ofNanos(now() - lastBytesAt);
            FailoverPlan.Step step = plan.afterFailure(index, addresses, delivered, silence, now());
            if (other.isPresent()) {
                int next = other.get().address().index();
                LOG.warn("{}; going on with source {}, which is being tried already", told(failure), next + 1);
                return new FailoverPlan.Step.Try(next, Duration.ZERO);
            }
            switch (step) {
                case FailoverPlan.Step.GiveUp() -> LOG.warn("{}; nothing left to try, the channel ends", told(failure));
                case FailoverPlan.Step.Try(int next, Duration pause) ->
                    LOG.warn("{}; trying source {} in {} ms", told(failure), next + 1, pause.toMillis());
            }
            return step;
        }

        private String told(UpstreamFailure failure) {
            return "channel " + relay.channelId() + " '" + name() + "': source " + (index + 1) + " of "
                    + candidate.address().of() + " failed"
                    + (delivered.isZero() ? "" : " after " + delivered.toSeconds() + " s") + ": " + failure.text();
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

        private Ending read(Upstream opened) throws IOException {
            Duration firstEntry = house.settings()
                    .startTimeout()
                    .dividedBy(Math.max(1, candidate.address().of()));
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
                    entered();
                }
                if (first || now - toldAt > TELL_NANOS) {
                    relay.feeds(feeder.status(candidate.providerName(), throughput.bitsPerSecond()));
                    toldAt = now;
                }
                Optional<String> wrong = watch.fed(now, feeder.clocks(), feeder.clockJumps());
                if (wrong.isPresent()) {
                    return failed(Kind.SILENT, wrong.get());
                }
                if (isBetterReady()) {
                    return new Ending.Better();
                }
            }
            return failed(Kind.BROKE_OFF, "stopped");
        }

        private boolean isBetterReady() {
            if (index == 0) {
                return false;
            }
            Optional<Channel> channel = house.channel(relay.channelId());
            boolean ready = channel.filter(it -> better.isReady(it, index)).isPresent();
            if (ready) {
                LOG.info("channel {} '{}': returning to a better source than {}", relay.channelId(), name(), index + 1);
            }
            return ready;
        }

        private void entered() {
            plan.played();
            house.news(relay, candidate.address().source()).entryPoint();
            better.playing(index);
            if (!isKnown && hasPlayed) {
                house.failovers().increment();
            }
            isKnown = true;
            hasPlayed = true;
            if (relay.playing()) {
                LOG.info("channel {} '{}': playing from {}", relay.channelId(), name(), candidate.providerName());
            }
        }
    }

    private static Ending failed(Kind kind, String text) {
        return new Ending.Failed(new UpstreamFailure(kind, text));
    }
}
