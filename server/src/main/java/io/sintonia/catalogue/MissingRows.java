package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.EPISODE;
import static io.sintonia.schema.Tables.SERIES;
import static io.sintonia.schema.Tables.STREAM_SOURCE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What becomes of entries that their source no longer has: they fade, are hidden, and are removed in the end. */
final class MissingRows {
    private final DSLContext sql;
    private final long sourceId;
    private final Instant now;
    private final CatalogueSettings settings;

    MissingRows(DSLContext sql, long sourceId, Instant now, CatalogueSettings settings) {
        this.sql = sql;
        this.sourceId = sourceId;
        this.now = now;
        this.settings = settings;
    }

    /** Marks entries of a kind as missing, from this refresh on. */
    void vanish(EntryTable table, List<Long> ids, ImportJournal journal) {
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        before.put(table.missingSince().getName(), null);
        before.put(table.missed().getName(), 0L);
        if (settings.hideAfter() == 1) {
            before.put(table.shown().getName(), true);
        }
        ids.forEach(id -> journal.note(table.table(), id, before));
        sql.update(table.table())
                .set(table.missingSince(), now.toEpochMilli())
                .set(table.missed(), 1L)
                .set(table.shown(), settings.hideAfter() > 1)
                .where(table.id().in(ids))
                .execute();
    }

    /** Whether something is missing and shown, or missing for too long. */
    boolean isAnythingToDo() {
        for (Kind kind : Kind.values()) {
            EntryTable table = EntryTable.of(kind);
            if (sql.fetchExists(
                    sql.selectOne().from(table.table()).where(fading(table).or(overdue(table))))) {
                return true;
            }
        }
        return false;
    }

    /** Counts one more refresh without what is missing; what has been missing often enough is hidden. */
    void fade(ImportJournal journal) {
        for (Kind kind : Kind.values()) {
            EntryTable table = EntryTable.of(kind);
            if (journal.keepsImages()) {
                sql.select(table.id(), table.missed())
                        .from(table.table())
                        .where(fading(table))
                        .forEach(row -> {
                            Map<String, @Nullable Object> before = new LinkedHashMap<>();
                            before.put(table.missed().getName(), row.value2());
                            before.put(table.shown().getName(), true);
                            journal.note(table.table(), row.value1(), before);
                        });
            }
            sql.update(table.table())
                    .set(table.missed(), table.missed().plus(1))
                    .set(table.shown(), DSL.field(table.missed().plus(1).lt((long) settings.hideAfter())))
                    .where(fading(table))
                    .execute();
        }
    }

    private Condition fading(EntryTable table) {
        return table.missing(sourceId).and(table.shown().isTrue());
    }

    private Condition overdue(EntryTable table) {
        return settings.removeAfter().isZero()
                ? DSL.falseCondition()
                : table.missing(sourceId)
                        .and(table.missingSince()
                                .lt(now.minus(settings.removeAfter()).toEpochMilli()));
    }

    /** Removes what has been missing for too long; a channel goes with its last stream source. */
    void remove() {
        EntryTable streams = EntryTable.of(Kind.CHANNEL);
        List<Long> channels = new ArrayList<>(sql.selectDistinct(STREAM_SOURCE.CHANNEL_ID)
                .from(STREAM_SOURCE)
                .where(overdue(streams))
                .fetch(STREAM_SOURCE.CHANNEL_ID));
        sql.deleteFrom(STREAM_SOURCE).where(overdue(streams)).execute();
        for (int from = 0; from < channels.size(); from += RowBatch.ROWS) {
            sql.deleteFrom(CHANNEL)
                    .where(CHANNEL.ID
                            .in(channels.subList(from, Math.min(from + RowBatch.ROWS, channels.size())))
                            .andNotExists(
                                    sql.selectOne().from(STREAM_SOURCE).where(STREAM_SOURCE.CHANNEL_ID.eq(CHANNEL.ID))))
                    .execute();
        }
        for (Kind kind : List.of(Kind.MOVIE, Kind.EPISODE)) {
            EntryTable table = EntryTable.of(kind);
            sql.deleteFrom(table.table()).where(overdue(table)).execute();
        }
        sql.deleteFrom(SERIES)
                .where(overdue(EntryTable.of(Kind.SERIES))
                        .andNotExists(sql.selectOne().from(EPISODE).where(EPISODE.SERIES_ID.eq(SERIES.ID))))
                .execute();
    }
}
