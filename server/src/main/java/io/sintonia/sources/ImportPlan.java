package io.sintonia.sources;

import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.catalogue.FoundChannel;
import io.sintonia.catalogue.FoundEntry;
import io.sintonia.catalogue.FoundEpisode;
import io.sintonia.catalogue.FoundMovie;
import io.sintonia.catalogue.FoundSeries;
import io.sintonia.catalogue.Kind;
import io.sintonia.catalogue.KnownEntries;
import io.sintonia.catalogue.KnownSource;
import io.sintonia.catalogue.SourceImport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an import will do: which entries of the list, by their place in it, are new, changed or back, and which known ones it
 * no longer has. Made by one way through the list, applied by a second one.
 */
final class ImportPlan {
    /** Numbers of one kind's entries. */
    private static final class Tally {
        private long added;
        private long returned;
        private long changed;
        private long unchanged;
    }

    private final KnownSource known;
    private final PeakMemory memory;
    private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
    private final Map<Kind, Lookalikes> lookalikes = new EnumMap<>(Kind.class);
    private final BitSet touched = new BitSet();
    private long[] pairs = new long[0];
    private int position;

    private ImportPlan(KnownSource known, PeakMemory memory) {
        this.known = known;
        this.memory = memory;
        for (Kind kind : Kind.values()) {
            tallies.put(kind, new Tally());
            lookalikes.put(kind, new Lookalikes());
        }
    }

    /** Reads a list and marks in {@code known} what it has. */
    static ImportPlan of(EntryReading reading, KnownSource known, PeakMemory memory) throws IOException {
        ImportPlan plan = new ImportPlan(known, memory);
        reading.read(plan::look);
        return plan;
    }

    private void look(FoundEntry entry) {
        endIfStopped();
        Kind kind = Kind.of(entry);
        Tally tally = tally(kind);
        KnownEntries entries = known.of(kind);
        int place = entries.find(entry.key());
        if (place < 0) {
            tally.added++;
            touched.set(position);
            if (entries.count() > 0) {
                lookalikes(kind).newcomer(position, url(entry), known.words(entry));
            }
        } else {
            entries.markSeen(place);
            boolean same = entries.fingerprint(place) == entry.fingerprint();
            if (entries.isMissing(place)) {
                tally.returned++;
            } else if (same) {
                tally.unchanged++;
            } else {
                tally.changed++;
            }
            touched.set(position, !same || entries.isMissing(place));
        }
        position++;
        memory.sampleNowAndThen();
    }

    /** An interrupted import ends between two entries, and its transaction with it. */
    private static void endIfStopped() {
        if (Thread.currentThread().isInterrupted()) {
            throw new UncheckedIOException(new InterruptedIOException("it was stopped"));
        }
    }

    private static String url(FoundEntry entry) {
        return switch (entry) {
            case FoundChannel channel -> channel.url();
            case FoundMovie movie -> movie.url();
            case FoundSeries _ -> "";
            case FoundEpisode episode -> episode.url();
        };
    }

    /** Takes what looks new for what looks gone where they are the same under another key. */
    void recognise(CatalogueEditor catalogue) {
        boolean any = false;
        for (Kind kind : Kind.values()) {
            any |= lookalikes(kind).hasNewcomers()
                    && known.of(kind).unseen() + known.of(kind).fading() > 0;
        }
        if (any) {
            catalogue.forEachUnseen(
                    known, (kind, place, url, words) -> lookalikes(kind).unseen(place, url, words));
            for (Kind kind : Kind.values()) {
                settle(kind, lookalikes(kind).pairs());
            }
            Arrays.sort(pairs);
        }
        lookalikes.clear();
        memory.sample();
    }

    private void settle(Kind kind, long[] found) {
        Tally tally = tally(kind);
        KnownEntries entries = known.of(kind);
        for (long pair : found) {
            int place = (int) pair;
            entries.markSeen(place);
            tally.added--;
            if (entries.isMissing(place)) {
                tally.returned++;
            } else {
                tally.changed++;
            }
        }
        int before = pairs.length;
        pairs = Arrays.copyOf(pairs, before + found.length);
        System.arraycopy(found, 0, pairs, before, found.length);
    }

    /** The second way through the list: writes what the first one marked, and makes nothing else. */
    void apply(SourceContent content, EntryReading planned, SourceImport changing) throws IOException {
        int[] here = {-1};
        int[] next = new int[1];
        content.again(planned, touched, entry -> {
            endIfStopped();
            here[0] = touched.nextSetBit(here[0] + 1);
            if (next[0] < pairs.length && pairs[next[0]] >>> 32 == here[0]) {
                int place = (int) pairs[next[0]++];
                changing.change(known.of(Kind.of(entry)).id(place), entry);
            } else {
                write(entry, changing);
            }
            memory.sampleNowAndThen();
        });
        changing.vanishUnseen(known);
    }

    private void write(FoundEntry entry, SourceImport changing) {
        KnownEntries entries = known.of(Kind.of(entry));
        int place = entries.find(entry.key());
        if (place < 0) {
            changing.add(entry);
        } else {
            changing.change(entries.id(place), entry);
        }
    }

    /** Whether there is anything to write. */
    boolean isEmpty() {
        return touched.isEmpty() && vanished() == 0;
    }

    /** How many rows are changed or marked, so that how they were must be kept. */
    long changedRows() {
        long rows = 0;
        for (Kind kind : Kind.values()) {
            Tally tally = tally(kind);
            long entries = tally.changed
                    + tally.returned
                    + vanished(kind)
                    + known.of(kind).fading();
            rows += kind == Kind.CHANNEL ? 2 * entries : entries;
        }
        return rows;
    }

    /** How many entries of a kind there will be. */
    long present(Kind kind) {
        Tally tally = tally(kind);
        return tally.added + tally.returned + tally.changed + tally.unchanged;
    }

    /** How many entries of a kind there were. */
    long known(Kind kind) {
        return known.of(kind).present();
    }

    /** How many of those the list no longer has. */
    long vanished(Kind kind) {
        return known.of(kind).unseen();
    }

    private long vanished() {
        long all = 0;
        for (Kind kind : Kind.values()) {
            all += vanished(kind);
        }
        return all;
    }

    ImportReport.Counts counts(EntryReading reading) {
        long added = 0;
        long changed = 0;
        long unchanged = 0;
        for (Tally tally : tallies.values()) {
            added += tally.added + tally.returned;
            changed += tally.changed;
            unchanged += tally.unchanged;
        }
        return new ImportReport.Counts(
                reading.found(), added, changed, unchanged, vanished(), reading.skipped(), reading.notWanted());
    }

    private Tally tally(Kind kind) {
        return tallies.computeIfAbsent(kind, _ -> new Tally());
    }

    private Lookalikes lookalikes(Kind kind) {
        return lookalikes.computeIfAbsent(kind, _ -> new Lookalikes());
    }
}
