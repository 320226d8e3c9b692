package io.sintonia.relay;

import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.Provider;
import java.time.Duration;
import java.util.Optional;

/** Begins the candidates of one channel. The pump's own. */
final class Candidates {
    private final ChannelRelay relay;
    private final RelayHouse house;
    private final Bell changed;

    /** {@code changed} is rung whenever one is ready or has failed. */
    Candidates(ChannelRelay relay, RelayHouse house, Bell changed) {
        this.relay = relay;
        this.house = house;
        this.changed = changed;
    }

    /** How an address gets its connection. */
    enum Slot {
        /** It waits for one that is just being given back. */
        AWAITED,
        /** One that is free now, or none. */
        FREE
    }

    /**
     * Begins the address at {@code index}; empty if it would need a connection that is not free, where it was to have such
     * a one. One that cannot be asked at all begins and fails.
     *
     * @param start how long it may take until its first byte, and from there to its first entry point
     */
    Optional<Candidate> begin(Channel channel, int index, Slot slot, Duration start) {
        var address = new Candidate.Address(
                channel.sources().get(index), index, channel.sources().size());
        Optional<Provider> provider = house.provider(address.source().providerId());
        Optional<UpstreamSlots.Lease> free = Optional.empty();
        if (slot == Slot.FREE) {
            boolean canPlay = address.source().unsupported().isEmpty();
            free = canPlay ? provider.flatMap(house.slots()::takeFree) : free;
            if (free.isEmpty()) {
                return Optional.empty();
            }
        }
        Candidate candidate = new Candidate(
                address,
                provider,
                new Candidate.Patience(start, house.settings().stallTimeout()),
                house.clock().nanos(),
                changed::ring);
        candidate.start("source-" + channel.id() + "-" + (index + 1), new HouseLine(free));
        return Optional.of(candidate);
    }

    private final class HouseLine implements Candidate.Line {
        private final Optional<UpstreamSlots.Lease> free;

        private HouseLine(Optional<UpstreamSlots.Lease> free) {
            this.free = free;
        }

        @Override
        public Optional<UpstreamSlots.Lease> take(Provider provider) throws InterruptedException {
            return free.isPresent() ? free : house.slots().take(provider, house.slotPatience());
        }

        @Override
        public UpstreamOpener.Opening open(UpstreamOpener.Request request) {
            return house.open(request, relay);
        }
    }
}
