package io.sintonia.guide;

import io.sintonia.fetch.Access;
import io.sintonia.fetch.AddressPolicy;
import io.sintonia.fetch.Download;
import io.sintonia.fetch.FetchFailure;
import io.sintonia.fetch.FetchOutcome;
import io.sintonia.fetch.FetchRequest;
import io.sintonia.fetch.Fetcher;
import io.sintonia.fetch.Validators;
import io.sintonia.formats.Remark;
import io.sintonia.formats.xmltv.XmltvHandler;
import io.sintonia.formats.xmltv.XmltvOptions;
import io.sintonia.formats.xmltv.XmltvOutcome;
import io.sintonia.formats.xmltv.XmltvReader;
import io.sintonia.storage.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one guide: downloads it if it has changed, reads it twice (which channels, then the programmes of those that are wanted) into
 * a generation that nobody sees, takes over what has passed from the one that holds, and swaps them in one transaction. Whatever
 * fails before that leaves the old one as it is. Blocks; one thread at a time.
 */
final class GuideImporter {
    private static final Logger LOG = LoggerFactory.getLogger(GuideImporter.class);

    private final Database database;
    private final Fetcher fetcher;
    private final String ownAgent;
    private final GuideSources guides;
    private final GuideBlocks blocks;
    private final GuideMatching matching;
    private final Duration keepPast;
    private final InstantSource clock;

    /**
     * What it works with.
     *
     * @param fetcher with {@code ownAgent} for guides that want no other
     */
    record Tools(Database database, Fetcher fetcher, String ownAgent, InstantSource clock) {}

    GuideImporter(Tools tools, GuideSources guides, GuideMatching matching, ProgrammeSettings settings) {
        this.database = tools.database();
        this.fetcher = tools.fetcher();
        this.ownAgent = tools.ownAgent();
        this.clock = tools.clock();
        this.guides = guides;
        this.blocks = new GuideBlocks(tools.database());
        this.matching = matching;
        this.keepPast = settings.keepPast();
    }

    /** Why a reading came to nothing; the message is for people. */
    private static final class NotRead extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<Remark> remarks;

        NotRead(String message) {
            this(message, List.of());
        }

        NotRead(String message, List<Remark> remarks) {
            super(message);
            this.remarks = remarks;
        }
    }

    /**
     * Reads a guide and keeps a report. The old generation stays in the tables until {@link #tidy}.
     *
     * @throws InterruptedException if the thread was interrupted; the old guide stays, nothing is reported
     */
    GuideReport run(GuideSource guide) throws InterruptedException {
        Instant started = clock.instant();
        GuideReport report;
        try {
            report = attempt(guide, started);
        } catch (NotRead e) {
            report = failed(guide, started, e);
        } catch (InterruptedIOException e) {
            throw (InterruptedException) new InterruptedException("reading the guide was stopped").initCause(e);
        } catch (IOException e) {
            report = failed(guide, started, new NotRead("it could not be read: " + e.getMessage()));
        }
        if (report.outcome() == GuideReport.Outcome.FAILED || report.outcome() == GuideReport.Outcome.UNCHANGED) {
            guides.keep(report);
        }
        LOG.info("{} (after {} ms)", report.message(), report.took().toMillis());
        return report;
    }

    /** Removes what no longer holds. */
    void tidy(long guideId) {
        guides.find(guideId)
                .ifPresent(now -> blocks.dropAllBut(guideId, now.standing().generation()));
    }

    private GuideReport failed(GuideSource guide, Instant started, NotRead why) {
        return new GuideReport(
                guide.id(),
                started,
                Duration.between(started, clock.instant()),
                GuideReport.Outcome.FAILED,
                guide + " not read: " + why.getMessage()
                        + (guide.standing().generation() == 0 ? "; there is none yet" : "; the old programmes stay"),
                GuideReport.Counts.NONE,
                why.remarks);
    }

    private GuideReport attempt(GuideSource guide, Instant started) throws NotRead, IOException, InterruptedException {
        switch (fetcher.fetch(request(guide))) {
            case FetchOutcome.Failed(FetchFailure failure) -> {
                if (failure.kind() == FetchFailure.Kind.STOPPED) {
                    throw new InterruptedException(failure.sentence());
                }
                throw new NotRead(failure.sentence());
            }
            case FetchOutcome.NotModified() -> {
                return unchanged(guide, started);
            }
            case FetchOutcome.Fetched(Download download) -> {
                try (download) {
                    boolean same = guide.standing().contentHash().equals(Optional.of(download.sha256()));
                    return same && !guide.standing().incomplete()
                            ? unchanged(guide, started)
                            : read(guide, download, started);
                }
            }
        }
    }

    private FetchRequest request(GuideSource guide) {
        GuideSource.Asking asking = guide.asking();
        Access own = Access.as(
                        asking.userAgent().orElse(ownAgent),
                        asking.trustLocal() ? AddressPolicy.ANY : AddressPolicy.PUBLIC_ONLY)
                .withHeaders(asking.headers());
        FetchRequest request = FetchRequest.of(
                guide.location(), asking.proxy().map(own::through).orElse(own));
        FetchRequest allowed = guide.location().startsWith("file:") ? request.allowingFiles() : request;
        GuideSource.Standing standing = guide.standing();
        return standing.incomplete() || standing.generation() == 0
                ? allowed
                : allowed.unless(new Validators(standing.etag(), standing.lastModified()));
    }

    private GuideReport unchanged(GuideSource guide, Instant started) {
        guides.touch(guide.id());
        return new GuideReport(
                guide.id(),
                started,
                Duration.between(started, clock.instant()),
                GuideReport.Outcome.UNCHANGED,
                guide + " has not changed",
                GuideReport.Counts.NONE,
                List.of());
    }

    /** A reading of the download from its beginning. */
    private static XmltvOutcome reading(GuideSource guide, Download download, XmltvHandler handler) throws IOException {
        XmltvOptions options =
                XmltvOptions.defaults().withZone(guide.asking().zone().orElse(ZoneOffset.UTC));
        try (InputStream in = download.open()) {
            return XmltvReader.read(in, options, handler);
        }
    }

    private GuideReport read(GuideSource guide, Download download, Instant started)
            throws NotRead, IOException, InterruptedException {
        var roll = new ChannelRoll();
        XmltvOutcome first = reading(guide, download, roll);
        require(first);
        List<ChannelRoll.Entry> entries =
                first.brokeOff().isPresent() ? withThoseOfBefore(guide, roll.entries()) : roll.entries();
        BitSet wanted = matching.wanted(guide, entries);
        long generation = guide.standing().generation() + 1;
        blocks.dropAllBut(guide.id(), guide.standing().generation());
        var draft = new GuideDraft(database, guide.id(), generation, entries.size());
        var programmes =
                new ProgrammeKeeping(entries, wanted, draft, clock.instant().minus(keepPast));
        XmltvOutcome second = reading(guide, download, programmes);
        if (Thread.interrupted()) {
            throw new InterruptedException("reading the guide was stopped");
        }
        takeOver(guide, entries, draft, second.brokeOff().isPresent());
        draft.flush();
        draft.channels(entries, wanted);
        GuideReport report = report(guide, started, second, draft, wanted, entries.size());
        boolean isWhole = second.brokeOff().isEmpty();
        boolean held = database.write(sql -> {
            boolean there = guides.hold(
                    sql,
                    guide.id(),
                    new GuideSources.Held(
                            generation,
                            entries.size(),
                            draft.stored(),
                            isWhole ? download.validators() : Validators.NONE,
                            isWhole ? Optional.of(download.sha256()) : Optional.empty()));
            if (there) {
                guides.keep(sql, report);
            }
            return there;
        });
        if (!held) {
            throw new NotRead("it was removed meanwhile");
        }
        return report;
    }

    /** Of a guide that broke off, channels may be missing that only follow the break. */
    private List<ChannelRoll.Entry> withThoseOfBefore(GuideSource guide, List<ChannelRoll.Entry> found) {
        Map<String, ChannelRoll.Entry> all = new LinkedHashMap<>();
        found.forEach(entry -> all.put(entry.id(), entry));
        blocks.channels(guide.id(), guide.standing().generation())
                .forEach(
                        channel -> all.putIfAbsent(channel.id(), new ChannelRoll.Entry(channel.id(), channel.names())));
        return List.copyOf(all.values());
    }

    /** Nothing of it is no guide to go on with. */
    private static void require(XmltvOutcome outcome) throws NotRead {
        String reason = outcome.brokeOff().map(XmltvOutcome.BrokeOff::reason).orElse("");
        if (outcome.counts().programmesFound() == 0) {
            throw new NotRead(
                    reason.isEmpty() ? "there is no programme in it" : reason + "; there is no programme in it",
                    outcome.remarks());
        }
    }

    /**
     * Copies from the generation that holds what the new guide no longer has and should: what has passed; and where the new one broke
     * off, all that would have followed.
     */
    private void takeOver(GuideSource guide, List<ChannelRoll.Entry> entries, GuideDraft draft, boolean isCut) {
        long old = guide.standing().generation();
        if (old == 0) {
            return;
        }
        Map<String, Integer> numbers = new HashMap<>();
        for (int number = 0; number < entries.size(); number++) {
            numbers.put(entries.get(number).id(), number);
        }
        long since = clock.instant().minus(keepPast).getEpochSecond();
        long now = clock.instant().getEpochSecond();
        for (GuideBlocks.StoredChannel channel : blocks.channels(guide.id(), old)) {
            Integer number = numbers.get(channel.id());
            if (number == null || channel.programmes() == 0) {
                continue;
            }
            boolean isNew = draft.firstStart(number) != Long.MAX_VALUE;
            long until = isNew ? draft.firstStart(number) : isCut ? Long.MAX_VALUE : now;
            long after = isCut && isNew ? draft.lastStop(number) : Long.MAX_VALUE;
            for (Airing airing : Timeline.ordered(blocks.airings(guide.id(), old, channel.number()))) {
                boolean isBefore = airing.start() < until && airing.stop() > since;
                if (isBefore || airing.start() >= after) {
                    draft.add(number, isBefore ? airing.at(airing.start(), Math.min(airing.stop(), until)) : airing);
                }
            }
        }
    }

    private GuideReport report(
            GuideSource guide, Instant started, XmltvOutcome outcome, GuideDraft draft, BitSet wanted, int channels) {
        XmltvOutcome.Counts counts = outcome.counts();
        Optional<XmltvOutcome.BrokeOff> brokeOff = outcome.brokeOff();
        String message = guide + ": " + draft.stored() + " programmes of " + wanted.cardinality() + " of " + channels
                + " channels"
                + brokeOff.map(cut -> "; it broke off at line " + cut.line() + " (" + cut.reason()
                                + "): what follows there stays as it was")
                        .orElse("");
        return new GuideReport(
                guide.id(),
                started,
                Duration.between(started, clock.instant()),
                brokeOff.isPresent() ? GuideReport.Outcome.PARTIAL : GuideReport.Outcome.APPLIED,
                message,
                new GuideReport.Counts(
                        channels,
                        wanted.cardinality(),
                        counts.programmesFound(),
                        draft.stored(),
                        counts.leftOutProgrammes() + counts.leftOutChannels()),
                new ArrayList<>(outcome.remarks()));
    }
}
