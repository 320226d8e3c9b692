package io.sintonia.checks;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.sintonia.catalogue.Catalogue;
import io.sintonia.relay.Relay;
import io.sintonia.storage.Database;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Wires the room. */
@Factory
final class ChecksBeans {
    @Singleton
    CheckRows rows(Database database, CheckSettings settings) {
        return new CheckRows(database, settings.kept());
    }

    @Singleton
    @Bean(preDestroy = "close")
    Checks checks(CheckSettings settings, Catalogue catalogue, Relay relay, CheckRows rows, InstantSource clock) {
        return new Checks(settings, catalogue, relay, rows, clock);
    }
}
