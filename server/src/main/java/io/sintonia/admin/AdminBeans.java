package io.sintonia.admin;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.sintonia.catalogue.Catalogue;
import io.sintonia.channellog.SegmentStore;
import io.sintonia.outputs.gate.Refusals;
import io.sintonia.outputs.live.ViewerTicks;
import io.sintonia.relay.Relay;
import jakarta.inject.Singleton;

/** Wires the room. */
@Factory
final class AdminBeans {
    @Singleton
    @Bean(preDestroy = "close")
    Meters meters(Relay relay, SegmentStore segments, Catalogue catalogue, Refusals refusals, ViewerTicks ticks) {
        return new Meters(relay, segments, catalogue, refusals, ticks);
    }
}
