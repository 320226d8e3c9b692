package io.sintonia.demo;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.sintonia.guide.GeneratedGuide;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Wires the room. Its guide is made up, for the demo's channels alone. */
@Factory
final class DemoBeans {
    @Singleton
    DemoUpstreams upstreams(InstantSource clock) {
        return new DemoUpstreams(clock);
    }

    @Singleton
    @Bean(typed = GeneratedGuide.class)
    GeneratedGuide guide(InstantSource clock) {
        return new GeneratedGuide(DemoCatalogue::isDemo, clock);
    }
}
