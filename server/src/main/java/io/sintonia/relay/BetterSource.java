package io.sintonia.relay;

import io.sintonia.catalogue.Channel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the better addresses tried now and then, as {@link ReturnPlan} says, while a fallback plays. The pump's own. */
final class BetterSource {
    private static final Logger LOG = LoggerFactory.getLogger(BetterSource.class);

    private final RelayHouse house;
    private final ReturnPlan plan;
    private final Candidates candidates;
    private volatile @Nullable Candidate tried;
    /** How many times one was tried. */
    private int tries;

    BetterSource(ChannelRelay relay, RelayHouse house, Bell changed) {
        this.house = house;
        this.plan = new ReturnPlan(house.settings().returnAfter());
        this.candidates = new Candidates(relay, house, changed);
    }

    /** Notes which address plays now, 0 being the best. */
    void playing(int index) {
        plan.playing(index, now());
    }

    /** One that was ready gave nothing after all. */
    void failed() {
        plan.failed(now());
    }

    /** Looks after them while the address at {@code index} plays; answers whether one is ready. */
    boolean isReady(Channel channel, int index) {
        if (index == 0) {
            return false;
        }
        Candidate trial = tried;
        if (trial == null) {
            if (plan.isDue(now())) {
                tryOne(channel, Math.min(index, channel.sources().size()));
            }
            return false;
        }
        if (trial.state() == Candidate.State.FAILED) {
            tried = null;
            plan.failed(now());
            LOG.info(
                    "channel {} '{}': source {} does not play yet ({}); trying it again in {} s",
                    channel.id(),
                    channel.name(),
                    trial.address().index() + 1,
                    trial.failure().text(),
                    plan.patience().toSeconds());
        }
        return trial.state() == Candidate.State.READY;
    }

    private void tryOne(Channel channel, int better) {
        Optional<Candidate> begun = better == 0
                ? Optional.empty()
                : candidates.begin(
                        channel,
                        tries % better,
                        Candidates.Slot.FREE,
                        house.settings().startTimeout());
        tries++;
        if (begun.isEmpty()) {
            plan.postponed(now());
            return;
        }
        tried = begun.get();
    }

    /** The one that is being tried, or is ready; it is the caller's then. */
    Optional<Candidate> take() {
        Optional<Candidate> trial = Optional.ofNullable(tried);
        tried = null;
        return trial;
    }

    /** Connections that are open; from any thread. */
    int connections() {
        Candidate trial = tried;
        return trial != null && trial.isConnected() ? 1 : 0;
    }

    private long now() {
        return house.clock().nanos().getAsLong();
    }
}
