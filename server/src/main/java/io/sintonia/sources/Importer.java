package io.sintonia.sources;

import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.catalogue.ChannelImport;
import io.sintonia.catalogue.KnownEntries;
import io.sintonia.fetch.Access;
import io.sintonia.fetch.AddressPolicy;
import io.sintonia.fetch.Download;
import io.sintonia.fetch.FetchFailure;
import io.sintonia.fetch.FetchOutcome;
import io.sintonia.fetch.FetchRequest;
import io.sintonia.fetch.Fetcher;
import io.sintonia.fetch.Validators;
import io.sintonia.formats.Remark;
import io.sintonia.formats.m3u.EntryKey;
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

    private final Fetcher fetcher;
    private final CatalogueEditor catalogue;
    private final SourceRows rows;
    private final InstantSource clock;
    private final String ownAgent;

    /** {@code ownAgent} is sent to sources that want no other. */
    public Importer(Fetcher fetcher, CatalogueEditor catalogue, SourceRows rows, InstantSource clock, String ownAgent) {
        this.fetcher = fetcher;
        this.catalogue = catalogue;
        this.rows = rows;
        this.clock = clock;
        this.ownAgent = ownAgent;
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
            return switch (fetcher.fetch(request())) {
                case FetchOutcome.Failed(FetchFailure failure) ->
                    report(Outcome.FAILED, failure.sentence() + "; the old list stays");
                case FetchOutcome.NotModified() -> unchanged();
                case FetchOutcome.Fetched(Download download) -> {
                    try (download) {
                        yield take(download);
                    }
                }
            };
        }

        private ImportReport take(Download download) throws IOException {
            if (source.contentHash().filter(download.sha256()::equals).isPresent()) {
                rows.remember(source.id(), download, clock.instant()); // the same list may have a new tag
                return report(Outcome.UNCHANGED, "the list has not changed");
            }
            Optional<String> wrong = ListReading.whyNoList(download);
            if (wrong.isPresent()) {
                return report(Outcome.FAILED, wrong.get() + "; the old list stays");
            }
            KnownEntries known = catalogue.known(source.id());
            BitSet touched = plan(download, known);
            long live = counts.added() + counts.changed() + counts.unchanged();
            if (live == 0) {
                return report(Outcome.FAILED, "there is no live channel in it; the old list stays");
            }
            Optional<String> objection = VanishGuard.objection(known.count(), counts.vanished());
            if (objection.isPresent() && vanishing == Vanishing.GUARDED) {
                return report(Outcome.HELD_BACK, objection.get());
            }
            if (!touched.isEmpty() || counts.vanished() > 0) {
                catalogue.importChannels(source.id(), changing -> apply(download, known, touched, changing));
            }
            rows.remember(source.id(), download, clock.instant());
            return report(Outcome.APPLIED, String.format(Locale.ROOT, "%,d channels taken over%s", live, odd));
        }

        /** The first reading: which entries, by their place in the list, are to be written. */
        private BitSet plan(Download download, KnownEntries known) throws IOException {
            BitSet touched = new BitSet();
            long[] tally = new long[4];
            ListReading reading = new ListReading();
            reading.read(download, (key, entry) -> {
                int place = known.find(key);
                int at = (int) tally[3]++;
                if (place < 0) {
                    tally[0]++;
                    touched.set(at);
                } else {
                    known.markSeen(place);
                    boolean same = known.fingerprint(place) == EntryKey.fingerprint(entry);
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
        private void apply(Download download, KnownEntries known, BitSet touched, ChannelImport changing) {
            int[] at = new int[1];
            try {
                new ListReading().read(download, (key, entry) -> {
                    if (touched.get(at[0]++)) {
                        int place = known.find(key);
                        var found = ListReading.channel(key, entry);
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

        private FetchRequest request() {
            // docs/decisions/0008: the list's own address is the operator's word, what stands in the list is not
            AddressPolicy policy = source.provider().trustLocal() || DeclaredSources.isLocal(source.location())
                    ? AddressPolicy.ANY
                    : AddressPolicy.PUBLIC_ONLY;
            Access access = Access.as(source.provider().userAgent().orElse(ownAgent), policy)
                    .withHeaders(source.provider().headers());
            FetchRequest request = FetchRequest.of(
                            source.location(),
                            source.provider().proxy().map(access::through).orElse(access))
                    .unless(new Validators(source.etag(), source.lastModified()));
            return source.location().startsWith("file:") ? request.allowingFiles() : request;
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
