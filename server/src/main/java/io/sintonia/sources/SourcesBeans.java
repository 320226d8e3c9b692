package io.sintonia.sources;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.catalogue.ProviderSlots;
import io.sintonia.config.ProgramName;
import io.sintonia.fetch.Fetcher;
import io.sintonia.storage.DataDirectory;
import io.sintonia.storage.Database;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/** Wires the room. */
@Factory
final class SourcesBeans {
    @Singleton
    SourceRows rows(Database database, InstantSource clock) {
        return new SourceRows(database, clock);
    }

    @Singleton
    PoliteFetcher fetcher(DataDirectory data, ProviderSlots slots) throws IOException {
        return new PoliteFetcher(
                new Fetcher(data.emptyFolder("downloads"), System::nanoTime), slots, Importer.PATIENCE);
    }

    @Singleton
    ProviderAccounts accounts(Database database, CatalogueEditor catalogue) {
        return new ProviderAccounts(database, catalogue);
    }

    @Singleton
    SourceEditor editor(Database database, CatalogueEditor catalogue, InstantSource clock) {
        return new SourceEditor(database, catalogue, clock);
    }

    @Singleton
    SourceReaders readers(PoliteFetcher fetcher, ProviderAccounts accounts, InstantSource clock, ProgramName name) {
        return SourceReaders.of(fetcher, name.agent(), accounts::keep, clock, Rest::real);
    }

    @Singleton
    SourcePreviews previews(PoliteFetcher fetcher, InstantSource clock, ProgramName name) {
        SourceReaders forgetful = SourceReaders.of(fetcher, name.agent(), (_, _, _) -> {}, clock, Rest::real);
        return new SourcePreviews(forgetful, Duration.ofMinutes(2));
    }

    @Singleton
    Importer importer(SourceReaders readers, CatalogueEditor catalogue, SourceRows rows, InstantSource clock) {
        return new Importer(readers.all(), catalogue, rows, clock);
    }

    @Singleton
    @Bean(preDestroy = "close")
    ImportSchedule schedule(Importer importer, SourceRows rows, InstantSource clock) {
        return new ImportSchedule(importer, rows, clock);
    }
}
