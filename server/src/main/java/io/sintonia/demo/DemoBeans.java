package io.sintonia.demo;

import io.micronaut.context.annotation.Factory;
import io.sintonia.guide.GeneratedGuide;
import io.sintonia.guide.Guide;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Wires the room. The only guide there is so far is the one made up for the demo's channels. */
@Factory
final class DemoBeans {
    @Singleton
    DemoUpstreams upstreams(InstantSource clock) {
        return new DemoUpstreams(clock);
    }

    @Singleton
    Guide guide(InstantSource clock) {
        return new GeneratedGuide(DemoCatalogue::isDemo, clock);
    }
}
