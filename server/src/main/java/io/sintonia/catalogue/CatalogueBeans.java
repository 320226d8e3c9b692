package io.sintonia.catalogue;

import io.micronaut.context.annotation.Factory;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.storage.Database;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Wires the room. */
@Factory
final class CatalogueBeans {
    @Singleton
    ChangeFeed changes() {
        return new ChangeFeed();
    }

    @Singleton
    Catalogue catalogue(Database database, ChangeFeed changes, InstantSource clock, CurationRules rules) {
        return new Catalogue(database, changes, clock, rules);
    }

    @Singleton
    Library library(Database database) {
        return new Library(database);
    }

    @Singleton
    CatalogueEditor editor(Database database, ChangeFeed changes, InstantSource clock, CatalogueSettings settings) {
        return new CatalogueEditor(database, changes, clock, settings);
    }
}
