package io.sintonia.sources;

import static io.sintonia.schema.Tables.SOURCE;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.catalogue.CatalogueSettings;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.FoundEntry;
import io.sintonia.catalogue.Provider;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.fetch.Fetcher;
import io.sintonia.sources.Importer.Vanishing;
import io.sintonia.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A whole house around the importer: a real database, a catalogue, a folder with lists, and a clock that is set by hand. */
final class ImportHouse implements AutoCloseable {
    final Database database;
    final Catalogue catalogue;
    final CatalogueEditor editor;
    final SourceRows rows;
    final Importer importer;
    final ProviderAccounts accounts;
    final SourceReaders readers;
    /** How long was rested between requests; nobody waits in a test. */
    final List<Duration> rests = new ArrayList<>();

    private final Path folder;
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long writings;

    /** Of owners who want to see what vanished go at once. */
    ImportHouse(Path folder) throws IOException {
        this(folder, new CatalogueSettings(1, Duration.ZERO, 40));
    }

    ImportHouse(Path folder, CatalogueSettings settings) throws IOException {
        this.folder = folder;
        database = Database.sqlite(folder.resolve("house.db"));
        ChangeFeed changes = new ChangeFeed();
        editor = new CatalogueEditor(database, changes, this::now, settings);
        catalogue = new Catalogue(database, changes, this::now);
        rows = new SourceRows(database, this::now);
        Path downloads = Files.createDirectories(folder.resolve("downloads"));
        accounts = new ProviderAccounts(database, editor);
        Fetcher fetcher = new Fetcher(downloads, System::nanoTime);
        readers = SourceReaders.of(fetcher, "Sintonia/test", accounts::keep, this::now, rests::add);
        importer = new Importer(readers.all(), editor, rows, this::now);
    }

    Instant now() {
        return now;
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    static Provider provider() {
        return new Provider(0, "", Optional.empty(), Map.of(), Optional.empty(), 0, true);
    }

    /** Declares one source at a location and answers it. */
    Source declare(String location) {
        rows.declare(
                List.of(new SourceRows.Declared("My list", "m3u", location, Duration.ofHours(12), true, provider())));
        return source();
    }

    /** Declares one source as its kind needs it, and answers it. */
    Source declare(String kind, String location, Provider provider, SourceOptions options) {
        rows.declare(List.of(
                new SourceRows.Declared("My list", kind, location, Duration.ofHours(12), true, provider, options)));
        return source();
    }

    /** Everything a source brings, as its reader shows it; fails where it cannot be had. */
    List<FoundEntry> entries(Source source) throws IOException {
        SourceReader reader = readers.all().stream()
                .filter(any -> any.reads(source))
                .findFirst()
                .orElseThrow();
        return switch (reader.fetch(source)) {
            case SourceReader.Outcome.Fetched(SourceContent content) -> {
                try (content) {
                    List<FoundEntry> entries = new ArrayList<>();
                    content.reading().read(entries::add);
                    yield entries;
                }
            }
            case SourceReader.Outcome.NotModified() -> throw new AssertionError("it has not changed");
            case SourceReader.Outcome.Failed(String sentence) -> throw new AssertionError(sentence);
        };
    }

    /** What the second way through a source shows, after a first one, of what is at these places. */
    List<FoundEntry> again(Source source, BitSet places) throws IOException {
        SourceReader reader = readers.all().stream()
                .filter(any -> any.reads(source))
                .findFirst()
                .orElseThrow();
        if (!(reader.fetch(source) instanceof SourceReader.Outcome.Fetched(SourceContent content))) {
            throw new AssertionError("it cannot be had");
        }
        try (content) {
            EntryReading planned = content.reading();
            planned.read(_ -> {});
            List<FoundEntry> entries = new ArrayList<>();
            content.again(planned, places, entries::add);
            return entries;
        }
    }

    /** The only source, as it is now. */
    Source source() {
        return rows.all().getFirst();
    }

    Path list() {
        return folder.resolve("list.m3u");
    }

    /** Writes the list's file. Its time differs from all before, so that it is read again. */
    void write(String list) throws IOException {
        Files.writeString(list(), list);
        Files.setLastModifiedTime(list(), FileTime.from(Instant.EPOCH.plusSeconds(++writings)));
    }

    /** Writes the list's file and imports it. */
    ImportReport take(String list) throws IOException {
        write(list);
        if (rows.all().isEmpty()) {
            declare("file:" + list());
        }
        return run(Vanishing.GUARDED);
    }

    ImportReport run(Vanishing vanishing) {
        return importer.run(source(), vanishing);
    }

    List<String> names() {
        return catalogue.current().channels().stream().map(Channel::name).toList();
    }

    /** Names with ids; names are expected to differ. */
    Map<String, Long> ids() {
        Map<String, Long> ids = new TreeMap<>();
        catalogue.current().channels().forEach(channel -> ids.put(channel.name(), channel.id()));
        return ids;
    }

    /** Counts every row of the catalogue that is written from here on. */
    void watchWrites() {
        database.write(sql -> {
            sql.execute("create table spy (what text)");
            for (String table :
                    List.of("channel", "stream_source", "category", "movie", "series", "episode", "edit", "edit_row")) {
                for (String event : List.of("insert", "update", "delete")) {
                    sql.execute("create trigger spy_" + table + "_" + event + " after " + event + " on " + table
                            + " begin insert into spy values ('" + event + " " + table + "'); end");
                }
            }
            return 0;
        });
    }

    int writes() {
        return database.read(sql -> sql.fetchCount(sql.selectFrom("spy")));
    }

    void disable() {
        database.write(sql -> sql.update(SOURCE).set(SOURCE.ENABLED, false).execute());
    }

    long filesLeft() throws IOException {
        try (var files = Files.list(folder.resolve("downloads"))) {
            return files.count();
        }
    }

    /** A list in which seven of ten entries are films and episodes, as providers' lists are. */
    static String mixed(int from, int to) {
        StringBuilder list = new StringBuilder("#EXTM3U\n");
        for (int i = from; i < to; i++) {
            switch (i % 10) {
                case 0, 1, 2 ->
                    list.append("#EXTINF:-1 tvg-id=\"c" + i + ".it\" group-title=\"Group " + i % 5 + "\",Channel " + i
                            + "\nhttp://provider.example/live/user/pass/" + i + ".ts\n");
                case 3, 4, 5, 6 ->
                    list.append("#EXTINF:-1 group-title=\"Films\",Film " + i + " (19" + (50 + i % 50)
                            + ")\nhttp://provider.example/movie/user/pass/" + i + ".mkv\n");
                default ->
                    list.append("#EXTINF:-1 group-title=\"Series\",Series " + i / 100 + " S01 E" + (10 + i % 90)
                            + "\nhttp://provider.example/series/user/pass/" + i + ".mp4\n");
            }
        }
        return list.toString();
    }

    /** A list of so many channels. */
    static String channels(int from, int to) {
        StringBuilder list = new StringBuilder("#EXTM3U\n");
        for (int i = from; i < to; i++) {
            list.append("#EXTINF:-1 tvg-id=\"c")
                    .append(i)
                    .append(".it\" group-title=\"Group ")
                    .append(i % 5)
                    .append("\",Channel ")
                    .append(i)
                    .append("\nhttp://provider.example/streams/channel-")
                    .append(i)
                    .append("/index.m3u8\n");
        }
        return list.toString();
    }

    @Override
    public void close() {
        database.close();
    }
}
