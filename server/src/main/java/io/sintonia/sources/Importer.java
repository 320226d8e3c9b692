package io.sintonia.sources;

import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.catalogue.CatalogueSettings;
import io.sintonia.catalogue.Kind;
import io.sintonia.catalogue.KnownSource;
import io.sintonia.catalogue.ProviderSlots;
import io.sintonia.catalogue.SourceImport;
import io.sintonia.fetch.Fetcher;
import io.sintonia.formats.Remark;
import io.sintonia.sources.ImportReport.Counts;
import io.sintonia.sources.ImportReport.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a source into the catalogue: fetch, plan, guard, apply, report. Blocks for as long as that takes.
 *
 * <p>The list is read twice. The first reading plans: which entries are new, changed or gone, by key and fingerprint, in
 * some sixty bytes an entry. The second applies just those, together with the report and the journal, in one transaction:
 * whatever goes wrong, the old list stays whole. An unchanged list writes nothing but its report, unless something is missing
 * whose refreshes are still counted.
 */
public final class Importer {
    private static final Logger LOG = LoggerFactory.getLogger(Importer.class);

    /** How long a list waits for a connection where it counts; after that it is tried again like any that failed. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<SourceReader> readers;
    private final CatalogueEditor catalogue;
    private final SourceRows rows;
    private final InstantSource clock;

    /** {@code ownAgent} is sent to sources that want no other. For where nothing plays beside. */
    public Importer(Fetcher fetcher, CatalogueEditor catalogue, SourceRows rows, InstantSource clock, String ownAgent) {
        this(new PoliteFetcher(fetcher, ProviderSlots.ANY, PATIENCE), catalogue, rows, clock, ownAgent);
    }

    Importer(PoliteFetcher fetcher, CatalogueEditor catalogue, SourceRows rows, InstantSource clock, String ownAgent) {
        this(List.of(new ListReader(fetcher, ownAgent)), catalogue, rows, clock);
    }

    Importer(List<SourceReader> readers, CatalogueEditor catalogue, SourceRows rows, InstantSource clock) {
        this.readers = List.copyOf(readers);
        this.catalogue = catalogue;
        this.rows = rows;
        this.clock = clock;
    }

    /** Whether a list that lost too much is taken over all the same. */
    public enum Vanishing {
        GUARDED,
        APPROVED
    }

    /** Imports a source and keeps the report. Never throws for what a source does. */
    public ImportReport run(Source source, Vanishing vanishing) {
        Run run = new Run(source, vanishing);
        ImportReport report;
        try {
            report = run.outcome();
        } catch (IOException | UncheckedIOException e) {
            report = run.unreadable(e);
        } catch (DataAccessException e) {
            LOG.error("{}: the database did not take the list; the old one stays", source, e);
            report = run.unwritable();
        }
        if (!run.isKept(report)) {
            rows.keep(report);
        }
        Counts counts = report.counts();
        LOG.info(
                "{}: {} in {} ms ({} found, {} added, {} changed, {} vanished, {} skipped)",
                source,
                report.message(),
                report.took().toMillis(),
                counts.found(),
                counts.added(),
                counts.changed(),
                counts.vanished(),
                counts.skipped());
        return report;
    }

    /** One import on its way. */
    private final class Run {
        private final Source source;
        private final Vanishing vanishing;
        private final Instant started = clock.instant();
        private Counts counts = Counts.NONE;
        private List<Remark> skipped = List.of();
        private final PeakMemory memory = new PeakMemory();
        /** The report that was committed together with what it reports. */
        private @Nullable ImportReport kept;

        Run(Source source, Vanishing vanishing) {
            this.source = source;
            this.vanishing = vanishing;
        }

        ImportReport outcome() throws IOException {
            Optional<SourceReader> reader =
                    readers.stream().filter(any -> any.reads(source)).findFirst();
            if (reader.isEmpty()) {
                return report(Outcome.FAILED, "sources of kind " + source.kind() + " cannot be read by this version");
            }
            return switch (reader.get().fetch(source)) {
                case SourceReader.Outcome.Failed(String sentence) ->
                    report(Outcome.FAILED, sentence + "; the old list stays");
                case SourceReader.Outcome.NotModified() -> unchanged();
                case SourceReader.Outcome.Fetched(SourceContent content) -> {
                    try (content) {
                        yield LongWork.done("import-of-" + source.id(), () -> take(content));
                    }
                }
            };
        }

        private ImportReport take(SourceContent content) throws IOException {
            if (source.contentHash().filter(content.hash()::equals).isPresent()) {
                catalogue.refreshedUnchanged(source.id());
                rows.remember(source.id(), content, clock.instant()); // the same list may have a new tag
                return report(Outcome.UNCHANGED, "the list has not changed");
            }
            Optional<String> wrong = content.whyNoList();
            if (wrong.isPresent()) {
                return report(Outcome.FAILED, wrong.get() + "; the old list stays");
            }
            KnownSource known = catalogue.knownSource(source.id());
            EntryReading reading = content.reading();
            ImportPlan plan = ImportPlan.of(reading, known, memory);
            plan.recognise(catalogue);
            counts = plan.counts(reading);
            skipped = reading.skips();
            String odd = reading.oddLines();
            if (counts.added() + counts.changed() + counts.unchanged() == 0) {
                return report(
                        Outcome.FAILED, "there is nothing in it to take over" + notWanted() + "; the old list stays");
            }
            Optional<String> objection = objection(plan);
            if (objection.isPresent() && vanishing == Vanishing.GUARDED && !content.isOwnersWord()) {
                return report(Outcome.HELD_BACK, objection.get());
            }
            if (plan.isEmpty()) {
                catalogue.refreshedUnchanged(source.id());
                rows.remember(source.id(), content, clock.instant());
                return report(Outcome.APPLIED, taken(plan) + notWanted() + odd);
            }
            String undo = CatalogueEditor.isUndoable(plan.changedRows()) ? "" : "; too much changed to be undone";
            CatalogueSettings missing =
                    content.isOwnersWord() ? catalogue.settings().hidingAtOnce() : catalogue.settings();
            catalogue.importSource(source.id(), known, plan.changedRows(), missing, changing -> {
                apply(content, reading, plan, changing);
                kept = report(Outcome.APPLIED, taken(plan) + notWanted() + undo + odd);
                rows.remember(changing.transaction(), source.id(), content, clock.instant());
                changing.finish(rows.keep(changing.transaction(), kept), summary());
            });
            return Objects.requireNonNull(kept);
        }

        private Optional<String> objection(ImportPlan plan) {
            for (Kind kind : List.of(Kind.CHANNEL, Kind.MOVIE, Kind.EPISODE)) {
                Optional<String> objection = VanishGuard.objection(
                        kind,
                        plan.known(kind),
                        plan.vanished(kind),
                        plan.present(kind),
                        catalogue.settings().vanishLimit());
                if (objection.isPresent() && Wanted.of(source).includes(kind)) {
                    return objection;
                }
            }
            return Optional.empty();
        }

        private static void apply(SourceContent content, EntryReading planned, ImportPlan plan, SourceImport changing) {
            try {
                plan.apply(content, planned, changing);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String taken(ImportPlan plan) {
            return Arrays.stream(Kind.values())
                            .filter(kind -> plan.present(kind) > 0)
                            .map(kind -> String.format(Locale.ROOT, "%,d %s", plan.present(kind), kind.many()))
                            .collect(Collectors.joining(", "))
                    + " taken over";
        }

        private String notWanted() {
            return counts.notWanted() == 0 ? "" : String.format(Locale.ROOT, "; not wanted: %,d", counts.notWanted());
        }

        private String summary() {
            return String.format(
                    Locale.ROOT,
                    "%s: %,d added, %,d changed, %,d vanished",
                    source.name(),
                    counts.added(),
                    counts.changed(),
                    counts.vanished());
        }

        private ImportReport unchanged() {
            catalogue.refreshedUnchanged(source.id());
            rows.touch(source.id(), clock.instant());
            return report(Outcome.UNCHANGED, "the list has not changed");
        }

        ImportReport unreadable(Exception e) {
            counts = Counts.NONE; // what was planned has not come about
            Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
            String why = cause == null ? "for no reason it gave" : cause.getMessage();
            return report(Outcome.FAILED, "the list could not be read to its end (" + why + "); the old one stays");
        }

        /** Without the database's own words: they may quote what was to be written. */
        ImportReport unwritable() {
            counts = Counts.NONE;
            return report(
                    Outcome.FAILED, "the database did not take the list, the server's log says why; the old one stays");
        }

        boolean isKept(ImportReport report) {
            return report.equals(kept);
        }

        ImportReport report(Outcome outcome, String message) {
            Duration took = Duration.between(started, clock.instant());
            return new ImportReport(source.id(), started, took, outcome, message, counts, skipped, memory.megabytes());
        }
    }
}
