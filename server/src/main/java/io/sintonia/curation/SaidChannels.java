package io.sintonia.curation;

import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.STREAM_SOURCE;

import io.sintonia.curation.rules.Listed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Channels as the sources say them, before rules and the owner's word; read row by row. Within the caller's transaction. */
final class SaidChannels {
    private static final int ROWS_AT_ONCE = 500;
    private static final Field<Long> FIRST_SOURCE = DSL.field(DSL.select(STREAM_SOURCE.SOURCE_ID)
                    .from(STREAM_SOURCE)
                    .where(STREAM_SOURCE.CHANNEL_ID.eq(CHANNEL.ID))
                    .orderBy(STREAM_SOURCE.POSITION, STREAM_SOURCE.ID)
                    .limit(1))
            .as("first_source");

    private final DSLContext sql;
    private final LiveGroups groups;
    private final Map<Long, String> names;

    SaidChannels(DSLContext sql, LiveGroups groups) {
        this.sql = sql;
        this.groups = groups;
        this.names = RuleBook.sourceNames(sql);
    }

    /**
     * A channel.
     *
     * @param listed as rules see it first
     * @param numbered whether a rule has given it a number
     * @param hidden by its row
     * @param mergedInto the channel in which it is shown
     */
    record Said(
            long id,
            Listed listed,
            long categoryId,
            boolean numbered,
            boolean hidden,
            Optional<Long> mergedInto,
            Optional<Instant> missingSince) {}

    /** Shows them in order of display. */
    void each(Condition which, Consumer<Said> show) {
        try (var rows = sql.select(
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
                        CHANNEL.MERGED_INTO,
                        CHANNEL.MISSING_SINCE,
                        FIRST_SOURCE)
                .from(CHANNEL)
                .where(which)
                .orderBy(CHANNEL.POSITION, CHANNEL.ID)
                .fetchSize(ROWS_AT_ONCE)
                .fetchLazy()) {
            while (rows.hasNext()) {
                rows.fetchNext(ROWS_AT_ONCE).forEach(row -> show.accept(said(row)));
            }
        }
    }

    private Said said(Record row) {
        Long source = row.get(FIRST_SOURCE);
        String given = orEmpty(row.get(CHANNEL.GIVEN_NUMBER));
        Listed listed = new Listed(
                "channel",
                row.get(CHANNEL.NAME),
                given.isEmpty() ? orEmpty(row.get(CHANNEL.NUMBER)) : given,
                row.get(CHANNEL.LOGO),
                row.get(CHANNEL.GUIDE_ID),
                groups.nameOf(row.get(CHANNEL.CATEGORY_ID)),
                List.of(source == null ? "" : names.getOrDefault(source, "")),
                row.get(CHANNEL.RADIO),
                row.get(CHANNEL.ADULT),
                false,
                0);
        return new Said(
                row.get(CHANNEL.ID),
                listed,
                row.get(CHANNEL.CATEGORY_ID),
                !given.isEmpty(),
                row.get(CHANNEL.HIDDEN),
                Optional.ofNullable(row.get(CHANNEL.MERGED_INTO)),
                Optional.ofNullable(row.get(CHANNEL.MISSING_SINCE)).map(Instant::ofEpochMilli));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
