package io.sintonia.sources;

import io.sintonia.catalogue.FoundEntry;
import io.sintonia.catalogue.Kind;
import io.sintonia.fetch.Download;
import io.sintonia.formats.Remark;
import io.sintonia.formats.m3u.EntryKey;
import io.sintonia.formats.m3u.EntryKind;
import io.sintonia.formats.m3u.ListKind;
import io.sintonia.formats.m3u.M3uEntry;
import io.sintonia.formats.m3u.M3uOptions;
import io.sintonia.formats.m3u.M3uReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way through a downloaded list: entry after entry, in 16 bytes of memory an entry, and a second one to what was marked in the
 * first. Keys and order depend on the bytes alone.
 */
final class ListReading implements EntryReading {
    private static final int MOST_SKIPS = 1000;
    // what the catalogue's columns hold: db/migration
    private static final int MOST_URL_CHARACTERS = 8000;

    private final Download download;
    private final Wanted wanted;
    private RepeatedKeys repeated = new RepeatedKeys();
    private RepeatedKeys series = new RepeatedKeys();
    private final List<Remark> skips = new ArrayList<>();
    private long found;
    private long skipped;
    private long notWanted;
    private long skippedByReader;
    private long odd;
    private @Nullable Remark firstOdd;
    private @Nullable M3uReader reader;
    private final ListPlaces places = new ListPlaces();

    /** Of everything in it. */
    ListReading(Download download) {
        this(download, Wanted.everything());
    }

    ListReading(Download download, Wanted wanted) {
        this.download = download;
        this.wanted = wanted;
    }

    /** What a body is, if it is no list. */
    static Optional<String> whyNoList(Download download) throws IOException {
        byte[] head = new byte[ListKind.HEAD_BYTES];
        int length;
        try (InputStream in = download.open()) {
            length = in.readNBytes(head, 0, head.length);
        }
        return switch (ListKind.of(head, length)) {
            case M3U, TXT_LIST -> Optional.empty();
            case HLS_PLAYLIST -> Optional.of("it is one HLS stream, not a list of channels");
            case HTML -> Optional.of("it is an HTML page, not a list");
            case JSON -> Optional.of("it is a JSON answer, not a list");
            case XML -> Optional.of("it is an XML document, not a list");
            case EMPTY -> Optional.of("it is empty");
            case HEADER_ONLY -> length < head.length ? Optional.of("it has a header but no entry") : Optional.empty();
            case OTHER_TEXT -> Optional.of("it is plain text without any entry");
            case BINARY -> Optional.of("it is no text");
        };
    }

    @Override
    public void read(Visitor visitor) throws IOException {
        try (M3uReader opened = M3uReader.open(download.open(), options(), this::remark)) {
            reader = opened;
            while (opened.readNext()) {
                stopIfAsked();
                show(opened.entry(), visitor);
            }
            found = opened.extinfLines() + opened.bareUrls();
            skipped += opened.skipped();
        }
        repeated =
                new RepeatedKeys(); // sixteen megabytes for a million entries, while the second way through is to begin
        series = new RepeatedKeys();
    }

    /**
     * Shows, once it was read, what is at these places of it once more: the others are passed over without being made, and no key is
     * looked up among all others again.
     */
    void again(BitSet shown, Visitor visitor) throws IOException {
        ListPlaces.Walk walk = places.walk(shown);
        try (M3uReader opened = M3uReader.open(download.open(), options(), _ -> {})) {
            opened.makeOnly(index -> walk.isWanted((int) index));
            while (opened.readNext()) {
                stopIfAsked();
                walk.next();
                M3uEntry entry = opened.entry();
                if (walk.isSeriesShown() && entry.kind() instanceof EntryKind.Episode episode) {
                    visitor.visit(ListEntries.series(ListEntries.seriesKey(episode), entry, episode));
                }
                if (walk.isEntryShown()) {
                    visitor.visit(found(entry, numbered(EntryKey.of(entry), walk.ordinal())));
                }
            }
        }
    }

    private M3uOptions options() {
        return baseUrl(download)
                .map(base -> M3uOptions.defaults().withBaseUrl(base))
                .orElseGet(M3uOptions::defaults);
    }

    private static void stopIfAsked() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the server is stopping");
        }
    }

    private void show(M3uEntry entry, Visitor visitor) throws IOException {
        if (!wanted.includes(kind(entry))) {
            notWanted++;
            places.passedOver();
        } else if (entry.link().url().length() > MOST_URL_CHARACTERS) {
            skip(entry, "its address is longer than 8,000 characters");
            places.passedOver();
        } else {
            String plain = EntryKey.of(entry);
            int ordinal = repeated.ordinal(plain);
            boolean first =
                    entry.kind() instanceof EntryKind.Episode episode && series.isFirst(ListEntries.seriesKey(episode));
            places.taken(first, ordinal);
            if (first && entry.kind() instanceof EntryKind.Episode episode) {
                visitor.visit(ListEntries.series(ListEntries.seriesKey(episode), entry, episode));
            }
            visitor.visit(found(entry, numbered(plain, ordinal)));
        }
    }

    private static FoundEntry found(M3uEntry entry, String key) {
        return switch (entry.kind()) {
            case EntryKind.Live _ -> ListEntries.channel(key, entry);
            case EntryKind.Movie movie -> ListEntries.movie(key, entry, movie);
            case EntryKind.Episode episode -> ListEntries.episode(key, ListEntries.seriesKey(episode), entry, episode);
        };
    }

    private static Kind kind(M3uEntry entry) {
        return switch (entry.kind()) {
            case EntryKind.Live _ -> Kind.CHANNEL;
            case EntryKind.Movie _ -> Kind.MOVIE;
            case EntryKind.Episode _ -> Kind.EPISODE;
        };
    }

    @Override
    public long found() {
        return found;
    }

    @Override
    public long skipped() {
        return skipped;
    }

    @Override
    public long notWanted() {
        return notWanted;
    }

    @Override
    public List<Remark> skips() {
        return skips;
    }

    @Override
    public String oddLines() {
        if (firstOdd == null) {
            return "";
        }
        return String.format(
                Locale.ROOT, "; odd lines: %,d, the first is line %d: %s", odd, firstOdd.line(), firstOdd.reason());
    }

    /** Two entries of one list may have equal keys: the second gets an ordinal, by its order in the list. */
    private static String numbered(String key, int ordinal) {
        return ordinal == 1 ? key : key + "#" + ordinal;
    }

    private void skip(M3uEntry entry, String reason) {
        skipped++;
        keep(new Remark(entry.line(), entry.name(), reason));
    }

    /** The reader counts an entry as skipped before it says so; whatever else it says has cost none. */
    private void remark(Remark remark) {
        long now = reader == null ? 0 : reader.skipped();
        if (now > skippedByReader) {
            skippedByReader = now;
            keep(remark);
            return;
        }
        odd++;
        if (firstOdd == null) {
            firstOdd = remark;
        }
    }

    private void keep(Remark skip) {
        if (skips.size() < MOST_SKIPS) {
            skips.add(skip);
        }
    }

    private static Optional<URI> baseUrl(Download download) {
        try {
            URI address = URI.create(download.finalAddress().exact());
            String scheme = address.getScheme();
            return scheme != null && scheme.startsWith("http") ? Optional.of(address) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
