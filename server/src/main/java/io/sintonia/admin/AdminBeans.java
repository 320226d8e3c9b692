package io.sintonia.admin;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.sintonia.catalogue.Catalogue;
import io.sintonia.channellog.SegmentStore;
import io.sintonia.checks.Checks;
import io.sintonia.outputs.gate.Refusals;
import io.sintonia.outputs.live.ViewerTicks;
import io.sintonia.plays.Plays;
import io.sintonia.relay.Relay;
import jakarta.inject.Singleton;

/** Wires the room. */
@Factory
final class AdminBeans {
    @Singleton
    Meters.Admitted admitted(Refusals refusals, ViewerTicks ticks, Plays plays) {
        return new Meters.Admitted(refusals, ticks, plays);
    }

    /** From the start on: how long viewers wait is told to it when it happens, and not kept for it. */
    @Context
    @Bean(preDestroy = "close")
    Meters meters(Relay relay, SegmentStore segments, Catalogue catalogue, Meters.Admitted admitted, Checks checks) {
        Meters meters = new Meters(relay, segments, catalogue, admitted);
        meters.count(checks);
        return meters;
    }
}
