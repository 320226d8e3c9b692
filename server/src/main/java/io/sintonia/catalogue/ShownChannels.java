package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.CHANNEL_OVERRIDE;
import static io.sintonia.schema.Tables.SOURCE;
import static io.sintonia.schema.Tables.STREAM_SOURCE;

import io.sintonia.storage.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Reads the channels that are shown, each with its addresses: what the sources say, then the rules, then what the owner said by
 * hand. Rows are turned into what is kept as they come: a large table never lies in memory twice.
 */
final class ShownChannels {
    private static final int ROWS_AT_ONCE = 500;

    private final DSLContext sql;
    private final Curation curation;
    private final List<CategoryGroup> groups;
    private final Map<Long, Integer> groupOfId = new HashMap<>();
    private final Map<String, Integer> groupOfName = new HashMap<>();
    private final Map<Long, Map<String, String>> overrides = new HashMap<>();

    ShownChannels(DSLContext sql, Curation curation) {
        this.sql = sql;
        this.curation = curation;
        this.groups = CategoryRows.read(sql, "live");
        for (int group = 0; group < groups.size(); group++) {
            groupOfId.put(groups.get(group).id(), group);
            groupOfName.put(groups.get(group).name(), group);
        }
        sql.selectFrom(CHANNEL_OVERRIDE)
                .forEach(row -> overrides
                        .computeIfAbsent(row.getChannelId(), id -> new HashMap<>())
                        .put(row.getField(), row.getValueText()));
    }

    /** A channel's row with the addresses that came behind it. */
    private record Gathered(Record row, List<StreamSource> sources) {}

    ChannelTable read() {
        // the streams of a channel that was merged are the other one's, in the order of the sources: which of them was
        // read
        // first is chance
        var member = CHANNEL.as("member");
        Field<Long> shownIn = DSL.coalesce(member.MERGED_INTO, member.ID);
        try (ChannelTable.Writer writer = new ChannelTable.Writer(groups);
                var rows = sql.select(
                                CHANNEL.ID,
                                CHANNEL.NAME,
                                CHANNEL.NUMBER,
                                CHANNEL.GIVEN_NUMBER,
                                CHANNEL.LOGO,
                                CHANNEL.GUIDE_ID,
                                CHANNEL.CATEGORY_ID,
                                CHANNEL.RADIO,
                                CHANNEL.ADULT,
                                CHANNEL.HIDDEN,
                                CHANNEL.ADDED_AT,
                                STREAM_SOURCE.ID,
                                STREAM_SOURCE.SOURCE_ID,
                                STREAM_SOURCE.URL,
                                STREAM_SOURCE.HEADERS,
                                STREAM_SOURCE.UNSUPPORTED)
                        .from(STREAM_SOURCE)
                        .join(SOURCE)
                        .on(SOURCE.ID.eq(STREAM_SOURCE.SOURCE_ID))
                        .join(member)
                        .on(member.ID.eq(STREAM_SOURCE.CHANNEL_ID))
                        .join(CHANNEL)
                        .on(CHANNEL.ID.eq(shownIn))
                        .where(Shown.STREAMS.and(CHANNEL.MERGED_INTO.isNull()))
                        .orderBy(
                                CHANNEL.POSITION,
                                CHANNEL.ID,
                                SOURCE.ID,
                                DSL.case_().when(member.ID.eq(CHANNEL.ID), 0).else_(1),
                                member.ID,
                                STREAM_SOURCE.POSITION,
                                STREAM_SOURCE.ID)
                        .fetchSize(ROWS_AT_ONCE)
                        .fetchLazy()) {
            @Nullable Gathered open = null;
            while (rows.hasNext()) {
                Result<? extends Record> some = rows.fetchNext(ROWS_AT_ONCE);
                for (Record row : some) {
                    if (open == null || !open.row.get(CHANNEL.ID).equals(row.get(CHANNEL.ID))) {
                        add(writer, open);
                        open = new Gathered(row, new ArrayList<>(1));
                    }
                    open.sources.add(source(row));
                }
            }
            add(writer, open);
            return writer.done();
        }
    }

    private static StreamSource source(Record row) {
        return new StreamSource(
                row.get(STREAM_SOURCE.ID),
                row.get(STREAM_SOURCE.SOURCE_ID),
                row.get(STREAM_SOURCE.URL),
                JsonText.map(row.get(STREAM_SOURCE.HEADERS)),
                orEmpty(row.get(STREAM_SOURCE.UNSUPPORTED)));
    }

    private void add(ChannelTable.Writer writer, @Nullable Gathered gathered) {
        if (gathered == null) {
            return;
        }
        Record row = gathered.row;
        Map<String, String> said = overrides.getOrDefault(row.get(CHANNEL.ID), Map.of());
        Optional<Integer> own = group(row.get(CHANNEL.CATEGORY_ID));
        ListedChannel listed = listed(row, gathered.sources.getFirst(), own);
        boolean hidden = row.get(CHANNEL.HIDDEN);
        switch (curation.curate(listed)) {
            case Curation.Outcome.Shown(ListedChannel curated) -> listed = curated;
            case Curation.Outcome.Hidden() -> hidden = true;
        }
        if (!Boolean.parseBoolean(said.getOrDefault("hidden", Boolean.toString(hidden)))) {
            Optional<Integer> group = group(said, listed, own);
            if (group.isPresent()) {
                writer.add(channel(row, listed, said, gathered.sources, groups.get(group.get())), group.get());
            }
        }
    }

    private Optional<Integer> group(long categoryId) {
        return Optional.ofNullable(groupOfId.get(categoryId));
    }

    /** The owner's category, else the one that the rules say, else its own; none if that is hidden. */
    private Optional<Integer> group(Map<String, String> said, ListedChannel listed, Optional<Integer> own) {
        String byHand = said.getOrDefault("category_id", "");
        if (!byHand.isEmpty() && byHand.length() < 19 && byHand.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return group(Long.parseLong(byHand));
        }
        return Optional.ofNullable(groupOfName.get(listed.group())).or(() -> own);
    }

    private ListedChannel listed(Record row, StreamSource first, Optional<Integer> own) {
        return new ListedChannel(
                row.get(CHANNEL.ID),
                row.get(CHANNEL.NAME),
                row.get(CHANNEL.GIVEN_NUMBER) == null
                        ? orEmpty(row.get(CHANNEL.NUMBER))
                        : row.get(CHANNEL.GIVEN_NUMBER),
                row.get(CHANNEL.LOGO),
                row.get(CHANNEL.GUIDE_ID),
                own.map(group -> groups.get(group).name()).orElse(""),
                row.get(CHANNEL.RADIO),
                row.get(CHANNEL.ADULT),
                first.providerId());
    }

    private static Channel channel(
            Record row, ListedChannel listed, Map<String, String> said, List<StreamSource> sources, CategoryGroup in) {
        return new Channel(
                row.get(CHANNEL.ID),
                said.getOrDefault("name", listed.name()),
                said.getOrDefault("number", listed.number()),
                said.getOrDefault("logo", listed.logo()),
                said.getOrDefault("guide_id", listed.guideId()),
                in.shown(),
                listed.radio(),
                listed.adult(),
                Instant.ofEpochMilli(row.get(CHANNEL.ADDED_AT)),
                sources);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
