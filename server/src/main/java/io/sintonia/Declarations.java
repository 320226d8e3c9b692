package io.sintonia;

import io.sintonia.accounts.Accounts;
import io.sintonia.accounts.Administrators;
import io.sintonia.accounts.Sessions;
import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.catalogue.Provider;
import io.sintonia.curation.EditOutcome;
import io.sintonia.curation.Edits;
import io.sintonia.curation.RuleSettings;
import io.sintonia.demo.DemoCatalogue;
import io.sintonia.guide.DeclaredGuides;
import io.sintonia.guide.GuideSchedule;
import io.sintonia.guide.GuideSources;
import io.sintonia.sources.DeclaredSources;
import io.sintonia.sources.ImportSchedule;
import io.sintonia.sources.Source;
import io.sintonia.sources.SourceRows;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what the configuration declares into the house: at the start, and when the file has changed. */
@Singleton
final class Declarations {
    private static final Logger LOG = LoggerFactory.getLogger(Declarations.class);
    private static final String DEMO = "demo";

    private final CatalogueEditor catalogue;
    private final SourceRows sources;
    private final ImportSchedule schedule;
    private final Accounts accounts;
    private final Administrators administrators;
    private final Sessions sessions;
    private final Edits edits;
    private final Guides guides;

    /** Guides and what reads them. */
    @Singleton
    record Guides(GuideSources sources, GuideSchedule schedule) {}

    Declarations(
            CatalogueEditor catalogue,
            SourceRows sources,
            ImportSchedule schedule,
            Accounts accounts,
            Administrators administrators,
            Sessions sessions,
            Edits edits,
            Guides guides) {
        this.catalogue = catalogue;
        this.sources = sources;
        this.schedule = schedule;
        this.accounts = accounts;
        this.administrators = administrators;
        this.sessions = sessions;
        this.edits = edits;
        this.guides = guides;
    }

    /** Whether the built-in demo source is among the sources. */
    enum Demo {
        ON,
        OFF
    }

    /**
     * Applies the settings.
     *
     * @param folder what relative paths of lists start from
     * @return the administrator's password, if one had to be made up
     */
    Optional<String> apply(Settings settings, Path folder, Demo demo) {
        List<SourceRows.Declared> declared = new ArrayList<>();
        if (demo == Demo.ON) {
            declared.add(demoSource());
        }
        declared.addAll(DeclaredSources.of(settings.sources(), folder));
        sources.declare(declared);
        if (demo == Demo.ON) {
            sources.all().stream()
                    .filter(source -> source.kind().equals(DEMO))
                    .map(Source::id)
                    .forEach(id -> DemoCatalogue.install(catalogue, id));
        }
        declare(settings.rules());
        catalogue.declare(settings.bouquets());
        accounts.declare(settings.users());
        sessions.review(accounts);
        schedule.lookNow();
        var _ = guides.sources().declare(DeclaredGuides.of(settings.guides(), folder));
        guides.schedule().hold();
        guides.schedule().matchSoon();
        guides.schedule().lookNow();
        return administrators.ensure(settings.admin());
    }

    private void declare(List<RuleSettings> rules) {
        switch (edits.declareRules(rules.stream().map(RuleSettings::text).toList())) {
            case EditOutcome.Refused(List<EditOutcome.Problem> problems) ->
                LOG.warn("the rules of the configuration file are not applied: {}", problems);
            case EditOutcome.Done _, EditOutcome.Nothing _ -> LOG.debug("{} rules declared", rules.size());
        }
    }

    private static SourceRows.Declared demoSource() {
        return new SourceRows.Declared(
                "Sintonia demo",
                DEMO,
                "demo:",
                Duration.ofDays(365),
                true,
                new Provider(0, "Sintonia demo", Optional.empty(), Map.of(), Optional.empty(), 0, false));
    }
}
