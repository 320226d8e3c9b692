package io.sintonia.curation;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.sintonia.catalogue.Catalogue;
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

    @Singleton
    ChannelDirectory channels(Database database, Catalogue catalogue, SearchIndex index) {
        return new ChannelDirectory(database, catalogue, index);
    }

    @Singleton
    RulePreview preview(Database database) {
        return new RulePreview(database);
    }

    @Singleton
    GroupDirectory groups(Database database) {
        return new GroupDirectory(database);
    }

    @Singleton
    FilmDirectory films(Database database, SearchIndex index) {
        return new FilmDirectory(database, index);
    }

    @Singleton
    Bouquets bouquets(Database database, ChangeFeed changes) {
        return new Bouquets(database, changes);
    }

    @Singleton
    Proposals proposals(Database database) {
        return new Proposals(database);
    }

    @Context
    @Bean(preDestroy = "close")
    SearchIndex index(Database database, Catalogue catalogue) {
        return SearchIndex.begin(database, catalogue);
    }

    @Context
    @Bean(preDestroy = "close")
    Settling settling(Database database, ChangeFeed changes, InstantSource clock, CurationSettings settings) {
        return Settling.begin(database, changes, clock, settings);
    }
}
