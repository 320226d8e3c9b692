package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.BOUQUET;
import static io.sintonia.schema.Tables.BOUQUET_GROUP;
import static io.sintonia.schema.Tables.CATEGORY;
import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.CHANNEL_OVERRIDE;
import static io.sintonia.schema.Tables.PROVIDER_ACCOUNT;
import static io.sintonia.schema.Tables.SOURCE;
import static io.sintonia.schema.Tables.STREAM_SOURCE;

import io.sintonia.schema.tables.records.ChannelRecord;
import io.sintonia.storage.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** Reads a whole snapshot from the tables. */
final class SnapshotRows {
    /** Rows are turned into what is kept as they come: a large table never lies in memory twice. */
    private static final int ROWS_AT_ONCE = 1000;

    private final DSLContext sql;

    SnapshotRows(DSLContext sql) {
        this.sql = sql;
    }

    CatalogueSnapshot snapshot(String version) {
        return new CatalogueSnapshot(version, channels(), bouquets(), providers());
    }

    private List<Channel> channels() {
        Map<Long, Category> categories = new HashMap<>();
        sql.selectFrom(CATEGORY)
                .where(CATEGORY.KIND.eq("live").and(CATEGORY.HIDDEN.isFalse()))
                .forEach(row -> categories.put(
                        row.getId(),
                        new Category(
                                row.getId(), row.getName(), row.getPosition().intValue())));
        Map<Long, Map<String, String>> overrides = overrides();
        Map<Long, List<StreamSource>> streams = streams();
        List<Channel> channels = new ArrayList<>();
        try (var rows = sql.selectFrom(CHANNEL)
                .orderBy(CHANNEL.POSITION, CHANNEL.ID)
                .fetchSize(ROWS_AT_ONCE)
                .fetchLazy()) {
            for (ChannelRecord row : rows) {
                Category category = categories.get(row.getCategoryId());
                List<StreamSource> sources = streams.getOrDefault(row.getId(), List.of());
                Map<String, String> said = overrides.getOrDefault(row.getId(), Map.of());
                if (category != null && !sources.isEmpty() && !isHidden(row, said)) {
                    channels.add(channel(row, category, said, sources));
                }
            }
        }
        return channels;
    }

    private static boolean isHidden(ChannelRecord row, Map<String, String> said) {
        return Boolean.parseBoolean(said.getOrDefault("hidden", row.getHidden().toString()));
    }

    private static Channel channel(
            ChannelRecord row, Category category, Map<String, String> said, List<StreamSource> sources) {
        return new Channel(
                row.getId(),
                said.getOrDefault("name", row.getName()),
                said.getOrDefault("number", row.getNumber() == null ? "" : row.getNumber()),
                said.getOrDefault("logo", row.getLogo()),
                said.getOrDefault("guide_id", row.getGuideId()),
                category,
                row.getRadio(),
                row.getAdult(),
                Instant.ofEpochMilli(row.getAddedAt()),
                sources);
    }

    private Map<Long, Map<String, String>> overrides() {
        Map<Long, Map<String, String>> all = new HashMap<>();
        sql.selectFrom(CHANNEL_OVERRIDE)
                .forEach(row -> all.computeIfAbsent(row.getChannelId(), id -> new HashMap<>())
                        .put(row.getField(), row.getValueText()));
        return all;
    }

    private Map<Long, List<StreamSource>> streams() {
        Map<Long, List<StreamSource>> all = new HashMap<>();
        try (var rows = sql.select(
                        STREAM_SOURCE.ID,
                        STREAM_SOURCE.CHANNEL_ID,
                        STREAM_SOURCE.SOURCE_ID,
                        STREAM_SOURCE.URL,
                        STREAM_SOURCE.HEADERS,
                        STREAM_SOURCE.UNSUPPORTED)
                .from(STREAM_SOURCE)
                .join(SOURCE)
                .on(SOURCE.ID.eq(STREAM_SOURCE.SOURCE_ID))
                .where(Presence.isShown().and(SOURCE.ENABLED.isTrue()))
                .orderBy(STREAM_SOURCE.CHANNEL_ID, STREAM_SOURCE.POSITION, STREAM_SOURCE.ID)
                .fetchSize(ROWS_AT_ONCE)
                .fetchLazy()) {
            rows.forEach(row -> all.computeIfAbsent(row.value2(), id -> new ArrayList<>(1))
                    .add(new StreamSource(
                            row.value1(),
                            row.value3(),
                            row.value4(),
                            JsonText.map(row.value5()),
                            row.value6() == null ? "" : row.value6())));
        }
        return all;
    }

    private List<Bouquet> bouquets() {
        Map<Long, List<String>> groups = new HashMap<>();
        sql.selectFrom(BOUQUET_GROUP)
                .orderBy(BOUQUET_GROUP.POSITION)
                .forEach(row -> groups.computeIfAbsent(row.getBouquetId(), id -> new ArrayList<>())
                        .add(row.getGroupName()));
        return sql.selectFrom(BOUQUET)
                .fetch(row -> new Bouquet(row.getId(), row.getName(), groups.getOrDefault(row.getId(), List.of())));
    }

    private List<Provider> providers() {
        Map<Long, Long> allowed = new HashMap<>();
        sql.selectFrom(PROVIDER_ACCOUNT)
                .where(PROVIDER_ACCOUNT.MAX_CONNECTIONS.isNotNull())
                .forEach(row -> allowed.put(row.getSourceId(), row.getMaxConnections()));
        return sql.selectFrom(SOURCE).fetch(row -> {
            Provider provider = ProviderText.read(row.getId(), row.getName(), row.getSettings());
            Long byAccount = allowed.get(row.getId());
            // the owner's word goes before the provider's
            return byAccount == null || provider.maxConnections() > 0
                    ? provider
                    : provider.withMaxConnections(byAccount.intValue());
        });
    }
}
