package io.sintonia.relay;

import static io.sintonia.schema.Tables.STREAM_SOURCE;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.FoundChannel;
import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.ProviderText;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.channellog.LogClock;
import io.sintonia.channellog.OpenFiles;
import io.sintonia.channellog.SegmentStore;
import io.sintonia.config.ByteSize;
import io.sintonia.schema.Tables;
import io.sintonia.storage.Database;
import io.sintonia.storage.IdSpace;
import io.sintonia.storage.JsonText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A relay on a real catalogue (SQLite) and real segment files; only the sources are played by {@link FakeOrigin}. */
final class LiveHouse implements AutoCloseable {
    static final Duration LINGER = Duration.ofMillis(200);

    private final Path segments;
    private final Database database;
    private final CatalogueEditor editor;
    private final Catalogue catalogue;
    private final FakeOrigin origin = new FakeOrigin();
    private final Relay relay;
    private long providerId;

    private LiveHouse(Path directory, LiveSettings settings) throws IOException {
        segments = directory.resolve("live");
        database = Database.sqlite(directory.resolve("house.db"));
        ChangeFeed changes = new ChangeFeed();
        editor = new CatalogueEditor(database, changes, InstantSource.system());
        catalogue = new Catalogue(database, changes, InstantSource.system());
        relay = new Relay(
                settings,
                catalogue,
                List.of(origin),
                SegmentStore.open(segments, settings.bufferLimit().bytes()),
                LogClock.system());
        provider(0);
    }

    static LiveHouse with(Path directory, LiveSettings settings) throws IOException {
        return new LiveHouse(directory, settings);
    }

    /** Waits long for sources and 200 ms after the last viewer. */
    static LiveSettings patient() {
        return settings(Duration.ofSeconds(20), LINGER);
    }

    static LiveSettings settings(Duration start, Duration linger) {
        return settings(start, linger, Duration.ofSeconds(20), Duration.ZERO);
    }

    /** A house whose sources may be silent for {@code stall}, and which returns to a better one {@code after} so long. */
    static LiveSettings settings(Duration start, Duration linger, Duration stall, Duration after) {
        return settings(start, linger, stall, after, SlateSettings.defaults());
    }

    /** The same, with slates where they are wanted. */
    static LiveSettings settings(
            Duration start, Duration linger, Duration stall, Duration after, SlateSettings slates) {
        return new LiveSettings(
                Optional.empty(),
                Duration.ofSeconds(60),
                linger,
                Duration.ofSeconds(2),
                ByteSize.parse("64MB").orElseThrow(),
                stall,
                start,
                Duration.ofSeconds(5),
                after,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                slates);
    }

    /** Channels declared after this belong to another provider with this limit. */
    LiveHouse provider(int limit) {
        providerId = database.write(sql -> {
            long id = IdSpace.SOURCE.take(sql);
            var row = sql.newRecord(Tables.SOURCE);
            row.setId(id);
            row.setName("Provider " + id);
            row.setKind("m3u");
            row.setLocation("file:/list");
            row.setSettings(ProviderText.of(
                    new Provider(id, "Provider " + id, Optional.empty(), Map.of(), Optional.empty(), limit, false)));
            row.setRefreshSeconds(3600L);
            row.setEnabled(true);
            row.setFromFile(true);
            row.setCreatedAt(0L);
            sql.insertInto(Tables.SOURCE).set(row).execute();
            return id;
        });
        return this;
    }

    /** A channel with these addresses, best first. */
    Channel channel(String name, String... urls) {
        return channel(found(name, urls[0], ""), List.of(urls).subList(1, urls.length));
    }

    Channel unsupported(String name, String why) {
        return channel(found(name, "fake:" + name, why), List.of());
    }

    private Channel channel(FoundChannel found, List<String> others) {
        editor.importChannels(providerId, importing -> importing.add(found));
        long id = catalogue.current().channels().getLast().id();
        for (String url : others) {
            addAddress(id, url);
        }
        editor.tell();
        return catalogue.current().channel(id).orElseThrow();
    }

    private void addAddress(long channelId, String url) {
        database.write(sql -> sql.insertInto(STREAM_SOURCE)
                .set(STREAM_SOURCE.ID, IdSpace.STREAM_SOURCE.take(sql))
                .set(STREAM_SOURCE.CHANNEL_ID, channelId)
                .set(STREAM_SOURCE.POSITION, 1L)
                .set(STREAM_SOURCE.SOURCE_ID, providerId)
                .set(STREAM_SOURCE.ENTRY_KEY, url)
                .set(STREAM_SOURCE.FINGERPRINT, 1L)
                .set(STREAM_SOURCE.URL, url)
                .set(STREAM_SOURCE.HEADERS, JsonText.of(Map.of()))
                .set(STREAM_SOURCE.ATTRIBUTES, JsonText.of(Map.of()))
                .execute());
    }

    private static FoundChannel found(String name, String url, String unsupported) {
        return new FoundChannel(url, 1, name, "", "", "", "Group", false, false, url, Map.of(), Map.of(), unsupported);
    }

    Relay relay() {
        return relay;
    }

    FakeOrigin origin() {
        return origin;
    }

    Viewer viewer() {
        return new Viewer(relay.nextViewerId(), "viewer", "192.0.2.1", "player", Instant.EPOCH);
    }

    Watch watch(Channel channel) {
        return relay.watch(channel, viewer());
    }

    /** Watches a channel that is known to play. */
    Viewing watching(Channel channel) {
        return switch (watch(channel)) {
            case Watch.Watching(Viewing viewing) -> viewing;
            case Watch.Unavailable(UpstreamFailure failure) -> throw new AssertionError(failure.toString());
        };
    }

    /** Why a channel cannot be watched. */
    UpstreamFailure refused(Channel channel) {
        return switch (watch(channel)) {
            case Watch.Watching _ -> throw new AssertionError(channel.name() + " plays");
            case Watch.Unavailable(UpstreamFailure failure) -> failure;
        };
    }

    long openSegments() throws IOException {
        return OpenFiles.below(segments);
    }

    @Override
    public void close() {
        relay.close();
        database.close();
    }
}
