package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.BOUQUET;
import static io.sintonia.schema.Tables.BOUQUET_CHANNEL;
import static io.sintonia.schema.Tables.BOUQUET_GROUP;
import static io.sintonia.schema.Tables.BOUQUET_RULE;
import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.PROVIDER_ACCOUNT;
import static io.sintonia.schema.Tables.SOURCE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Select;

/** Reads a whole snapshot from the tables. */
final class SnapshotRows {
    /** A chain of merged channels longer than this is taken for a circle. */
    private static final int LONGEST_CHAIN = 20;

    private final DSLContext sql;
    private final CurationRules rules;

    SnapshotRows(DSLContext sql, CurationRules rules) {
        this.sql = sql;
        this.rules = rules;
    }

    CatalogueSnapshot snapshot(String version) {
        ShelfRows shelves = new ShelfRows(sql);
        return new CatalogueSnapshot(
                version,
                new CatalogueSnapshot.Content(
                        new ShownChannels(sql, rules.curation(sql)).read(),
                        merged(),
                        bouquets(),
                        providers(),
                        shelves.movies(),
                        shelves.series()));
    }

    /** Every merged channel's id with the one that its chain ends at. */
    private Map<Long, Long> merged() {
        Map<Long, Long> next = sql.select(CHANNEL.ID, CHANNEL.MERGED_INTO)
                .from(CHANNEL)
                .where(CHANNEL.MERGED_INTO.isNotNull())
                .fetchMap(CHANNEL.ID, CHANNEL.MERGED_INTO);
        Map<Long, Long> ends = new HashMap<>();
        next.forEach((id, into) -> {
            long end = into;
            for (int step = 0; next.containsKey(end) && step < LONGEST_CHAIN; step++) {
                end = next.getOrDefault(end, end);
            }
            ends.put(id, end);
        });
        return ends;
    }

    private List<BouquetContent> bouquets() {
        Map<Long, List<String>> groups = texts(sql.select(BOUQUET_GROUP.BOUQUET_ID, BOUQUET_GROUP.GROUP_NAME)
                .from(BOUQUET_GROUP)
                .orderBy(BOUQUET_GROUP.POSITION));
        Map<Long, List<String>> conditions = texts(sql.select(BOUQUET_RULE.BOUQUET_ID, BOUQUET_RULE.CONDITION)
                .from(BOUQUET_RULE)
                .orderBy(BOUQUET_RULE.POSITION));
        List<BouquetContent> all = new ArrayList<>();
        for (var row : sql.selectFrom(BOUQUET).fetch()) {
            List<String> said = conditions.getOrDefault(row.getId(), List.of());
            all.add(new BouquetContent(
                    new Bouquet(row.getId(), row.getName(), groups.getOrDefault(row.getId(), List.of())),
                    channels(row.getId(), true),
                    channels(row.getId(), false),
                    said.isEmpty() ? Optional.empty() : Optional.of(rules.bouquet(said))));
        }
        return all;
    }

    /** Texts in order of their position, by what they belong to. */
    private static Map<Long, List<String>> texts(Select<? extends Record2<Long, String>> rows) {
        Map<Long, List<String>> all = new HashMap<>();
        rows.forEach(row ->
                all.computeIfAbsent(row.value1(), id -> new ArrayList<>()).add(row.value2()));
        return all;
    }

    private long[] channels(long bouquetId, boolean member) {
        return sql
                .select(BOUQUET_CHANNEL.CHANNEL_ID)
                .from(BOUQUET_CHANNEL)
                .where(BOUQUET_CHANNEL.BOUQUET_ID.eq(bouquetId).and(BOUQUET_CHANNEL.MEMBER.eq(member)))
                .fetch(BOUQUET_CHANNEL.CHANNEL_ID)
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
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
