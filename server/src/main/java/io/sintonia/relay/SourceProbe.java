package io.sintonia.relay;

import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.StreamSource;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;

/** Opens an address as a channel would, looks at what comes, and gives way to whoever watches. */
final class SourceProbe {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final RelayHouse house;
    private final LongPredicate isPlaying;
    private final Bell changed = new Bell();
    private final AtomicBoolean wanted = new AtomicBoolean();

    SourceProbe(RelayHouse house, LongPredicate isPlaying) {
        this.house = house;
        this.isPlaying = isPlaying;
    }

    Probe run(Channel channel, StreamSource source, Duration limit) throws InterruptedException {
        if (isPlaying.test(channel.id())) {
            return plays();
        }
        if (!source.unsupported().isEmpty()) {
            return new Probe.Fails(new UpstreamFailure(Kind.UNSUPPORTED, source.unsupported()));
        }
        Optional<Provider> provider = house.provider(source.providerId());
        if (provider.isEmpty()) {
            return new Probe.Skipped("its source was removed");
        }
        Optional<UpstreamSlots.Lease> slot = house.slots().takeIdle(provider.get(), this::giveWay);
        if (slot.isEmpty()) {
            return new Probe.Skipped("no connection of " + provider.get() + " is idle");
        }
        Candidate candidate = new Candidate(
                new Candidate.Address(source, 0, 1),
                provider,
                new Candidate.Patience(limit, house.settings().stallTimeout()),
                house.clock().nanos(),
                changed::ring);
        candidate.start("check-" + source.id(), line(slot));
        try {
            return await(candidate, channel);
        } finally {
            candidate.close();
        }
    }

    private Probe await(Candidate candidate, Channel channel) throws InterruptedException {
        while (candidate.state() == Candidate.State.TRYING) {
            if (isPlaying.test(channel.id())) {
                return plays();
            }
            if (wanted.get()) {
                return new Probe.Skipped("a viewer needed the connection");
            }
            changed.await(LOOK.toNanos());
        }
        if (candidate.state() == Candidate.State.READY) {
            ChannelStatus.Feed feed = candidate.feed();
            String video = feed.video() + (candidate.isScrambled() ? " (scrambled)" : "");
            return new Probe.Works(candidate.took(), video, feed.audio());
        }
        UpstreamFailure failure = candidate.failure();
        return failure.kind() == Kind.BUSY ? new Probe.Skipped(failure.text()) : new Probe.Fails(failure);
    }

    private void giveWay() {
        wanted.set(true);
        changed.ring();
    }

    private static Probe plays() {
        return new Probe.Skipped("the channel plays now");
    }

    private Candidate.Line line(Optional<UpstreamSlots.Lease> slot) {
        return new Candidate.Line() {
            @Override
            public Optional<UpstreamSlots.Lease> take(Provider provider) {
                return slot;
            }

            @Override
            public UpstreamOpener.Opening open(UpstreamOpener.Request request) {
                return house.openBeside(request, SourceProbe.this::giveWay);
            }
        };
    }
}
