package io.sintonia.relay;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.ProviderSlots;
import io.sintonia.channellog.LogClock;
import io.sintonia.channellog.SegmentStore;
import io.sintonia.config.ProgramName;
import io.sintonia.fetch.LiveOpener;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** Wires the room. */
@Factory
final class RelayBeans {
    @Singleton
    LogClock clock(InstantSource wall) {
        return new LogClock(wall, System::nanoTime);
    }

    @Singleton
    HttpUpstreams http(LiveSettings settings, InstantSource wall, ProgramName name, FfmpegUpstreams ffmpeg) {
        return new HttpUpstreams(
                new LiveOpener(wall, System::nanoTime),
                name.agent(),
                new VariantChoice(settings.maxHeight(), settings.maxBandwidth()),
                ffmpeg::openManifest,
                Pause.real(System::nanoTime));
    }

    @Singleton
    Slates slates() {
        return new Slates(System::nanoTime);
    }

    @Singleton
    UdpUpstreams udp() {
        return new UdpUpstreams(System::nanoTime);
    }

    @Singleton
    FfmpegUpstreams ffmpeg(LiveSettings settings, ProgramName name) {
        return new FfmpegUpstreams(settings.ffmpeg(), System.getenv(), name.agent());
    }

    @Singleton
    @Bean(preDestroy = "close")
    Relay relay(
            LiveSettings settings,
            Catalogue catalogue,
            List<UpstreamOpener> openers,
            SegmentStore store,
            LogClock clock,
            Slates slates) {
        return new Relay(settings, catalogue, openers, store, clock, slates);
    }

    @Singleton
    ProviderSlots slots(Relay relay) {
        return relay.slots();
    }
}
