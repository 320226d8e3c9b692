package io.sintonia.guide;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.sintonia.catalogue.Catalogue;
import io.sintonia.config.ProgramName;
import io.sintonia.fetch.Fetcher;
import io.sintonia.storage.DataDirectory;
import io.sintonia.storage.Database;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;

/** Wires the room. */
@Factory
final class GuideBeans {
    @Singleton
    GuideSources sources(Database database, InstantSource clock) {
        return new GuideSources(database, clock);
    }

    @Singleton
    @Bean(typed = Guide.class)
    ImportedGuide guide(Database database, GeneratedGuide otherwise) {
        return new ImportedGuide(new GuideBlocks(database), otherwise);
    }

    @Singleton
    GuideImporter.Tools tools(Database database, DataDirectory data, ProgramName name, InstantSource clock)
            throws IOException {
        return new GuideImporter.Tools(
                database, new Fetcher(data.emptyFolder("guides"), System::nanoTime), name.agent(), clock);
    }

    @Singleton
    @Bean(preDestroy = "close")
    GuideSchedule schedule(
            GuideImporter.Tools tools,
            GuideSources sources,
            Catalogue catalogue,
            Guide guide,
            ProgrammeSettings settings) {
        GuideMatching matching =
                new GuideMatching(tools.database(), catalogue, sources, new GuideBlocks(tools.database()));
        Holding holding = new Holding(new ChosenGuides(tools.database(), tools.clock()), (ImportedGuide) guide);
        GuideSchedule schedule = new GuideSchedule(
                new GuideImporter(tools, sources, matching, settings), matching, sources, holding, tools.clock());
        catalogue.afterSwap(schedule::matchSoon);
        return schedule;
    }

    @Singleton
    MatchBook matches(Database database, Catalogue catalogue, GuideSchedule schedule, InstantSource clock) {
        return new MatchBook(database, catalogue, schedule::hold, clock);
    }
}
