package io.sintonia.curation;

import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.CHANNEL_OVERRIDE;
import static io.sintonia.schema.Tables.SOURCE;
import static io.sintonia.schema.Tables.STREAM_SOURCE;

import io.sintonia.curation.CuratedChannel.Address;
import io.sintonia.curation.CuratedChannel.Named;
import io.sintonia.curation.SaidChannels.Said;
import io.sintonia.curation.rules.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Reads all there is to say of a few channels, a page's worth. Within the caller's transaction. */
final class ChannelDetails {
    private final DSLContext sql;
    private final LiveGroups groups;
    private final List<Rule> rules;

    ChannelDetails(DSLContext sql) {
        this.sql = sql;
        this.groups = LiveGroups.read(sql);
        this.rules = RuleBook.enabled(sql);
    }

    /** Those of them that are there, in the same order. */
    List<CuratedChannel> of(List<Long> ids) {
        Map<Long, Said> rows = new HashMap<>();
        new SaidChannels(sql, groups).each(CHANNEL.ID.in(ids), row -> rows.put(row.id(), row));
        Map<Long, Map<String, String>> said = ChannelDirectory.overrides(sql, CHANNEL_OVERRIDE.CHANNEL_ID.in(ids));
        Map<Long, List<Named>> merged = new HashMap<>();
        sql.select(CHANNEL.MERGED_INTO, CHANNEL.ID, CHANNEL.NAME)
                .from(CHANNEL)
                .where(CHANNEL.MERGED_INTO.in(ids))
                .orderBy(CHANNEL.ID)
                .forEach(row -> merged.computeIfAbsent(row.value1(), _ -> new ArrayList<>())
                        .add(new Named(row.value2(), row.value3())));
        Map<Long, List<Address>> addresses = addresses(ids);
        Map<Long, String> targets = targets(rows);
        return ids.stream()
                .map(rows::get)
                .filter(Objects::nonNull)
                .map(row -> {
                    Map<String, String> word = said.getOrDefault(row.id(), Map.of());
                    Standing now = Standing.of(row, rules, word, groups);
                    return new CuratedChannel(
                            row.id(),
                            now.name(),
                            now.number(),
                            now.logo(),
                            now.guideId(),
                            now.group().map(group -> new Named(group.id(), group.title())),
                            row.listed().radio(),
                            row.listed().adult(),
                            now.hidden(),
                            told(word),
                            addresses.getOrDefault(row.id(), List.of()),
                            merged.getOrDefault(row.id(), List.of()),
                            row.mergedInto().map(id -> new Named(id, targets.getOrDefault(id, ""))),
                            row.missingSince());
                })
                .toList();
    }

    private Map<Long, String> targets(Map<Long, Said> rows) {
        List<Long> ids = rows.values().stream()
                .map(Said::mergedInto)
                .flatMap(Optional::stream)
                .toList();
        return ids.isEmpty()
                ? Map.of()
                : sql.select(CHANNEL.ID, CHANNEL.NAME)
                        .from(CHANNEL)
                        .where(CHANNEL.ID.in(ids))
                        .fetchMap(CHANNEL.ID, CHANNEL.NAME);
    }

    /** A group is told by its name. */
    private Map<String, String> told(Map<String, String> word) {
        Map<String, String> told = new LinkedHashMap<>(word);
        String category = told.remove("category_id");
        if (category != null) {
            told.put("group", category.matches("\\d{1,18}") ? groups.nameOf(Long.parseLong(category)) : "");
        }
        return told;
    }

    private Map<Long, List<Address>> addresses(List<Long> ids) {
        var shownIn = DSL.coalesce(CHANNEL.MERGED_INTO, CHANNEL.ID);
        Map<Long, List<Address>> all = new HashMap<>();
        sql.select(
                        CHANNEL.ID,
                        CHANNEL.MERGED_INTO,
                        STREAM_SOURCE.ID,
                        STREAM_SOURCE.SOURCE_ID,
                        SOURCE.NAME,
                        STREAM_SOURCE.UNSUPPORTED,
                        STREAM_SOURCE.MISSING_SINCE)
                .from(STREAM_SOURCE)
                .join(CHANNEL)
                .on(CHANNEL.ID.eq(STREAM_SOURCE.CHANNEL_ID))
                .join(SOURCE)
                .on(SOURCE.ID.eq(STREAM_SOURCE.SOURCE_ID))
                .where(CHANNEL.ID.in(ids).or(CHANNEL.MERGED_INTO.in(ids)))
                .orderBy(
                        shownIn,
                        DSL.case_().when(CHANNEL.MERGED_INTO.isNull(), 0).else_(1),
                        CHANNEL.ID,
                        STREAM_SOURCE.POSITION,
                        STREAM_SOURCE.ID)
                .forEach(row -> {
                    Long into = row.get(CHANNEL.MERGED_INTO);
                    add(all, into == null ? row.get(CHANNEL.ID) : into, row);
                    if (into != null) {
                        add(all, row.get(CHANNEL.ID), row);
                    }
                });
        return all;
    }

    private static void add(Map<Long, List<Address>> all, long channel, Record row) {
        List<Address> own = all.computeIfAbsent(channel, _ -> new ArrayList<>());
        String unsupported = row.get(STREAM_SOURCE.UNSUPPORTED);
        own.add(new Address(
                row.get(STREAM_SOURCE.ID),
                row.get(STREAM_SOURCE.SOURCE_ID),
                row.get(SOURCE.NAME),
                own.size() + 1,
                unsupported == null ? "" : unsupported,
                row.get(STREAM_SOURCE.MISSING_SINCE) != null));
    }
}
