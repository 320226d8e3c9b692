package io.sintonia.curation;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.FoundChannel;
import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.ProviderText;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.curation.Edits.RuleText;
import io.sintonia.schema.Tables;
import io.sintonia.storage.Database;
import io.sintonia.storage.IdSpace;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A catalogue with one source, on a real database, and an owner who edits it. */
final class CurationHouse implements AutoCloseable {
    private static final String ME = "owner";

    private final Database database;
    private final Edits edits;
    private final CatalogueEditor editor;
    private final Catalogue catalogue;
    private final Settling settling;
    private final long source;

    private CurationHouse(Path directory) {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-25T00:00:00Z"));
        database = Database.sqlite(directory.resolve("house.db"));
        ChangeFeed changes = new ChangeFeed();
        editor = new CatalogueEditor(database, changes, clock);
        catalogue = new Catalogue(database, changes, clock, new RuleBook());
        edits = new Edits(database, changes, clock);
        settling = Settling.begin(database, changes, clock, CurationSettings.defaults());
        source = source("List");
    }

    static CurationHouse with(Path directory, FoundChannel... channels) {
        CurationHouse house = new CurationHouse(directory);
        house.add(channels);
        return house;
    }

    static FoundChannel found(String key, String name, String group) {
        return new FoundChannel(
                key, 1, name, "", "", "", group, false, false, "http://tv.example/" + key, Map.of(), Map.of(), "");
    }

    void add(FoundChannel... channels) {
        editor.importChannels(source, importing -> List.of(channels).forEach(importing::add));
    }

    /** Channels of a source that is new. */
    void addTo(String name, FoundChannel... channels) {
        long other = source(name);
        editor.importChannels(other, importing -> List.of(channels).forEach(importing::add));
    }

    Edits edits() {
        return edits;
    }

    Database database() {
        return database;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    List<Channel> shown() {
        return List.copyOf(catalogue.current().channels());
    }

    Optional<Channel> channel(long id) {
        return catalogue.current().channel(id);
    }

    long rules(RuleText... rules) {
        return done(edits.rules(ME, List.of(rules)));
    }

    long say(long channel, ChannelEdit.Field field, String value) {
        return done(edits.channels(ME, List.of(new ChannelEdit(channel, field, Optional.of(value)))));
    }

    long merge(long into, long other) {
        return done(edits.merge(ME, into, List.of(other)));
    }

    static long done(EditOutcome outcome) {
        return switch (outcome) {
            case EditOutcome.Done(long id, long _) -> id;
            case EditOutcome.Nothing _, EditOutcome.Refused _ -> throw new AssertionError(outcome.toString());
        };
    }

    long source(String name) {
        return database.write(sql -> {
            long id = IdSpace.SOURCE.take(sql);
            var row = sql.newRecord(Tables.SOURCE);
            row.setId(id);
            row.setName(name);
            row.setKind("m3u");
            row.setLocation("file:/list");
            row.setSettings(
                    ProviderText.of(new Provider(id, name, Optional.empty(), Map.of(), Optional.empty(), 0, false)));
            row.setRefreshSeconds(3600L);
            row.setEnabled(true);
            row.setFromFile(true);
            row.setCreatedAt(0L);
            sql.insertInto(Tables.SOURCE).set(row).execute();
            return id;
        });
    }

    @Override
    public void close() {
        settling.close();
        database.close();
    }
}
