package io.sintonia.relay;

import io.sintonia.catalogue.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a channel's addresses, as {@link FailoverPlan} has them follow each other, until one is ready to play.
 *
 * <p>An address that takes longer than it usually does gets company: the next one is opened beside it, if a connection is
 * free, and whichever is ready first plays. Never more than two at a time. Meanwhile viewers may see an {@link Interlude}. The
 * pump's own.
 */
final class Race implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Race.class);
    /** How soon it is looked again for a connection for the second. */
    private static final long NO_SLOT_NANOS = 500_000_000;

    private static final long LONGEST_WAIT_NANOS = 250_000_000;

    private final ChannelRelay relay;
    private final RelayHouse house;
    private final FailoverPlan plan;
    private final Candidates candidates;
    private final Bell changed;
    private final Interlude interlude;

    private volatile @Nullable Candidate first;
    private volatile @Nullable Candidate second;
    /** The address that has its turn, and when. */
    private int index;

    private long dueAt;
    private long secondAt;
    private boolean secondTried;

    Race(ChannelRelay relay, RelayHouse house, FailoverPlan plan, Bell changed, Interlude interlude) {
        this.relay = relay;
        this.house = house;
        this.plan = plan;
        this.changed = changed;
        this.interlude = interlude;
        this.candidates = new Candidates(relay, house, changed);
    }

    /** How a race ended. */
    sealed interface Result {
        /** One is ready; it is the caller's now. */
        record Won(Candidate candidate) implements Result {}

        /** Nothing is left to try. */
        record Lost(String why) implements Result {}

        /** The channel is to end. */
        record Stopped() implements Result {}
    }

    /** Lets one in that was opened for another reason and may be ready soon, or is. */
    void admit(Candidate candidate) {
        close();
        second = candidate;
    }

    /**
     * Runs until one is ready.
     *
     * @param start the address that has the first turn, and when
     * @param silentSince when the last bytes of any source came
     */
    Result run(FailoverPlan.Step.Try start, long silentSince) throws InterruptedException, IOException {
        turn(start);
        try {
            while (!relay.isStopping()) {
                Optional<Channel> channel = house.channel(relay.channelId());
                if (channel.isEmpty()) {
                    return new Result.Lost("the channel was removed from the catalogue");
                }
                if (channel.get().sources().isEmpty()) {
                    return new Result.Lost("the channel has no source any more");
                }
                Optional<Result> result = look(channel.get(), silentSince);
                if (result.isPresent()) {
                    return result.get();
                }
                if (!interlude.goesOn(silentSince)) {
                    await();
                }
            }
            return new Result.Stopped();
        } finally {
            close();
            interlude.end();
        }
    }

    private void turn(FailoverPlan.Step.Try next) {
        index = next.index();
        dueAt = now() + next.after().toNanos();
        secondTried = false;
    }

    private Optional<Result> look(Channel channel, long silentSince) {
        begin(channel);
        Candidate one = first;
        if (one != null && one.state() == Candidate.State.READY) {
            first = null;
            return Optional.of(new Result.Won(one));
        }
        Candidate other = second;
        if (other != null && other.state() == Candidate.State.READY) {
            second = null;
            return Optional.of(new Result.Won(other));
        }
        if (other != null && other.state() == Candidate.State.FAILED) {
            second = null;
            LOG.warn("{}", told(channel, other));
            var _ = afterFailure(channel, other, silentSince);
        }
        if (one != null && one.state() == Candidate.State.FAILED) {
            first = null;
            return next(channel, one, afterFailure(channel, one, silentSince));
        }
        return Optional.empty();
    }

    private void begin(Channel channel) {
        int addresses = channel.sources().size();
        Candidate beside = second;
        if (first == null && now() - dueAt >= 0) {
            int at = index % addresses;
            if (beside != null && beside.address().index() == at) {
                first = beside;
                second = null;
            } else {
                first = candidates
                        .begin(channel, at, Candidates.Slot.AWAITED, budget(addresses))
                        .orElse(null);
            }
            secondAt = now()
                    + house.usual().patience(channel.sources().get(at).id()).toNanos();
        }
        Candidate one = first;
        if (one != null && second == null && !secondTried && addresses > 1 && now() - secondAt >= 0) {
            int at = (one.address().index() + 1) % addresses;
            second = candidates
                    .begin(channel, at, Candidates.Slot.FREE, budget(addresses))
                    .orElse(null);
            secondTried = second != null;
            secondAt = now() + NO_SLOT_NANOS;
            if (secondTried) {
                LOG.info(
                        "channel {} '{}': source {} takes longer than usual, source {} is opened beside it",
                        channel.id(),
                        channel.name(),
                        one.address().index() + 1,
                        at + 1);
            }
        }
    }

    private FailoverPlan.Step afterFailure(Channel channel, Candidate failed, long silentSince) {
        relay.failed(failed.failure());
        house.news(relay, failed.address().source()).failed(failed.failure());
        return plan.afterFailure(
                failed.address().index(),
                channel.sources().size(),
                Duration.ZERO,
                Duration.ofNanos(now() - silentSince),
                now());
    }

    private Optional<Result> next(Channel channel, Candidate failed, FailoverPlan.Step step) {
        String what = told(channel, failed);
        Candidate beside = second;
        if (beside != null) {
            LOG.warn("{}; source {} is being tried", what, beside.address().index() + 1);
            turn(new FailoverPlan.Step.Try(beside.address().index(), Duration.ZERO));
            return Optional.empty();
        }
        return switch (step) {
            case FailoverPlan.Step.GiveUp() -> {
                LOG.warn("{}; nothing left to try, the channel ends", what);
                yield Optional.of(new Result.Lost(failed.failure().text()));
            }
            case FailoverPlan.Step.Try then -> {
                LOG.warn(
                        "{}; trying source {} in {} ms",
                        what,
                        then.index() + 1,
                        then.after().toMillis());
                turn(then);
                yield Optional.empty();
            }
        };
    }

    private static String told(Channel channel, Candidate failed) {
        return "channel " + channel.id() + " '" + channel.name() + "': source "
                + (failed.address().index() + 1) + " of " + failed.address().of() + " failed: "
                + failed.failure().text();
    }

    private void await() throws InterruptedException {
        long until = now() + LONGEST_WAIT_NANOS;
        if (first == null) {
            until = Math.min(until, dueAt);
        } else if (second == null && !secondTried) {
            until = Math.min(until, secondAt);
        }
        relay.beginWaiting();
        try {
            changed.await(Math.max(until - now(), 1_000_000));
        } finally {
            relay.endWaiting();
        }
    }

    /** Connections that are open; from any thread. */
    int connections() {
        return connections(first) + connections(second);
    }

    private static int connections(@Nullable Candidate candidate) {
        return candidate != null && candidate.isConnected() ? 1 : 0;
    }

    private Duration budget(int addresses) {
        return house.settings().startTimeout().dividedBy(Math.max(1, addresses));
    }

    private long now() {
        return house.clock().nanos().getAsLong();
    }

    /** Gives up whoever still runs. */
    @Override
    public void close() {
        for (Candidate candidate : new @Nullable Candidate[] {first, second}) {
            if (candidate != null) {
                candidate.close();
            }
        }
        first = null;
        second = null;
    }
}
