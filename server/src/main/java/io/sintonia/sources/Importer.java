package io.sintonia.sources;

import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.catalogue.ChannelImport;
import io.sintonia.catalogue.FoundChannel;
import io.sintonia.catalogue.KnownEntries;
import io.sintonia.catalogue.ProviderSlots;
import io.sintonia.fetch.Fetcher;
import io.sintonia.formats.Remark;
import io.sintonia.sources.ImportReport.Counts;
import io.sintonia.sources.ImportReport.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a source into the catalogue: fetch, plan, guard, apply, report. Blocks for as long as that takes.
 *
 * <p>The list is read twice. The first reading plans: which entries are new, changed or gone, by key and fingerprint, in
 * some fifty bytes an entry. The second applies just those, in one transaction: whatever goes wrong, the old list stays
 * whole. An unchanged list writes nothing but its report.
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
        rows.keep(report);
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
        private String odd = "";

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
                        yield take(content);
                    }
                }
            };
        }

        private ImportReport take(SourceContent content) throws IOException {
            if (source.contentHash().filter(content.hash()::equals).isPresent()) {
                rows.remember(source.id(), content, clock.instant()); // the same list may have a new tag
                return report(Outcome.UNCHANGED, "the list has not changed");
            }
            Optional<String> wrong = content.whyNoList();
            if (wrong.isPresent()) {
                return report(Outcome.FAILED, wrong.get() + "; the old list stays");
            }
            KnownEntries known = catalogue.known(source.id());
            BitSet touched = plan(content, known);
            long live = counts.added() + counts.changed() + counts.unchanged();
            if (live == 0) {
                return report(Outcome.FAILED, "there is no live channel in it; the old list stays");
            }
            Optional<String> objection = VanishGuard.objection(known.count(), counts.vanished());
            if (objection.isPresent() && vanishing == Vanishing.GUARDED) {
                return report(Outcome.HELD_BACK, objection.get());
            }
            if (!touched.isEmpty() || counts.vanished() > 0) {
                catalogue.importChannels(source.id(), changing -> apply(content, known, touched, changing));
            }
            rows.remember(source.id(), content, clock.instant());
            return report(Outcome.APPLIED, String.format(Locale.ROOT, "%,d channels taken over%s", live, odd));
        }

        /** The first reading: which entries, by their place in the list, are to be written. */
        private BitSet plan(SourceContent content, KnownEntries known) throws IOException {
            BitSet touched = new BitSet();
            long[] tally = new long[4];
            EntryReading reading = content.reading();
            reading.read(entry -> {
                int place = known.find(entry.key());
                int at = (int) tally[3]++;
                if (place < 0) {
                    tally[0]++;
                    touched.set(at);
                } else {
                    known.markSeen(place);
                    boolean same = known.fingerprint(place) == entry.fingerprint();
                    tally[same ? 2 : 1]++;
                    touched.set(at, !same);
                }
            });
            long[] vanished = new long[1];
            known.forEachUnseen(id -> vanished[0]++);
            counts = new Counts(reading.found(), tally[0], tally[1], tally[2], vanished[0], reading.skipped());
            skipped = reading.skips();
            odd = reading.oddLines();
            return touched;
        }

        /** The second reading: writes what the first one marked. */
        private void apply(SourceContent content, KnownEntries known, BitSet touched, ChannelImport changing) {
            int[] at = new int[1];
            try {
                content.reading().read(entry -> {
                    if (touched.get(at[0]++) && entry instanceof FoundChannel found) {
                        int place = known.find(found.key());
                        if (place < 0) {
                            changing.add(found);
                        } else {
                            changing.change(known.streamSourceId(place), found);
                        }
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            known.forEachUnseen(changing::vanish);
        }

        private ImportReport unchanged() {
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

        ImportReport report(Outcome outcome, String message) {
            Duration took = Duration.between(started, clock.instant());
            return new ImportReport(source.id(), started, took, outcome, message, counts, skipped);
        }
    }
}
