package io.sintonia.curation;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.storage.Database;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Wires the room. */
@Factory
final class CurationBeans {
    @Singleton
    RuleBook rules() {
        return new RuleBook();
    }

    @Singleton
    Edits edits(Database database, ChangeFeed changes, InstantSource clock) {
        return new Edits(database, changes, clock);
    }

    @Context
    @Bean(preDestroy = "close")
    Settling settling(Database database, ChangeFeed changes, InstantSource clock, CurationSettings settings) {
        return Settling.begin(database, changes, clock, settings);
    }
}
