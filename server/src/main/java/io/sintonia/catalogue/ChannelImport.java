package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.CATEGORY;
import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.STREAM_SOURCE;

import io.sintonia.storage.IdSpace;
import io.sintonia.storage.JsonText;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * One source's changes to the catalogue, within one transaction: all of them are kept, or none.
 *
 * <p>Writes in batches of prepared statements, so its memory does not grow with the list. Overrides are never touched. A channel whose entries
 * are all missing is marked missing; it comes back with its id when one of them does.
 */
public final class ChannelImport {
    private static final int IDS_AT_ONCE = 500;

    private final DSLContext sql;
    private final long sourceId;
    private final Instant now;
    private final Map<String, Long> categories = new HashMap<>();
    private final RowBatch newChannels;
    private final RowBatch newStreams;
    private final RowBatch changedChannels;
    private final RowBatch changedStreams;
    private final RowBatch vanished;
    private final List<RowBatch> batches; // channels before the streams that point to them
    private int freeStreamIds;
    private long nextStreamId;
    private int freeChannelIds;
    private long nextChannelId;
    private final KnownEntries missing;

    ChannelImport(DSLContext sql, long sourceId, Instant now) {
        this.sql = sql;
        this.sourceId = sourceId;
        this.now = now;
        this.missing = read(sql, STREAM_SOURCE.SOURCE_ID.eq(sourceId).and(STREAM_SOURCE.MISSING_SINCE.isNotNull()));
        sql.selectFrom(CATEGORY)
                .where(CATEGORY.KIND.eq("live"))
                .forEach(row -> categories.put(row.getName(), row.getId()));
        this.newChannels = inserts(
                sql,
                CHANNEL,
                CHANNEL.ID,
                CHANNEL.NAME,
                CHANNEL.NUMBER,
                CHANNEL.LOGO,
                CHANNEL.GUIDE_ID,
                CHANNEL.CATEGORY_ID,
                CHANNEL.POSITION,
                CHANNEL.RADIO,
                CHANNEL.ADULT,
                CHANNEL.HIDDEN,
                CHANNEL.ADDED_AT);
        this.newStreams = inserts(
                sql,
                STREAM_SOURCE,
                STREAM_SOURCE.ID,
                STREAM_SOURCE.CHANNEL_ID,
                STREAM_SOURCE.POSITION,
                STREAM_SOURCE.SOURCE_ID,
                STREAM_SOURCE.ENTRY_KEY,
                STREAM_SOURCE.FINGERPRINT,
                STREAM_SOURCE.URL,
                STREAM_SOURCE.HEADERS,
                STREAM_SOURCE.ATTRIBUTES,
                STREAM_SOURCE.UNSUPPORTED);
        Condition thatStream = STREAM_SOURCE.ID.eq(parameter(STREAM_SOURCE.ID));
        this.changedChannels = updates(
                sql,
                CHANNEL,
                CHANNEL.ID.eq(
                        sql.select(STREAM_SOURCE.CHANNEL_ID).from(STREAM_SOURCE).where(thatStream)),
                CHANNEL.NAME,
                CHANNEL.NUMBER,
                CHANNEL.LOGO,
                CHANNEL.GUIDE_ID,
                CHANNEL.CATEGORY_ID,
                CHANNEL.RADIO,
                CHANNEL.ADULT,
                CHANNEL.MISSING_SINCE);
        this.changedStreams = updates(
                sql,
                STREAM_SOURCE,
                thatStream,
                STREAM_SOURCE.FINGERPRINT,
                STREAM_SOURCE.URL,
                STREAM_SOURCE.HEADERS,
                STREAM_SOURCE.ATTRIBUTES,
                STREAM_SOURCE.UNSUPPORTED,
                STREAM_SOURCE.MISSING_SINCE);
        this.vanished = updates(sql, STREAM_SOURCE, thatStream, STREAM_SOURCE.MISSING_SINCE);
        this.batches = List.of(newChannels, newStreams, changedChannels, changedStreams, vanished);
    }

    /** What the catalogue knows of a source's entries, without those that are missing. */
    static KnownEntries known(DSLContext sql, long sourceId) {
        return read(sql, STREAM_SOURCE.SOURCE_ID.eq(sourceId).and(STREAM_SOURCE.MISSING_SINCE.isNull()));
    }

    private static KnownEntries read(DSLContext sql, Condition which) {
        KnownEntries known = new KnownEntries();
        try (var rows = sql.select(STREAM_SOURCE.ENTRY_KEY, STREAM_SOURCE.ID, STREAM_SOURCE.FINGERPRINT)
                .from(STREAM_SOURCE)
                .where(which)
                .fetchSize(1000)
                .fetchLazy()) {
            rows.forEach(row -> known.add(row.value1(), row.value2(), row.value3()));
        }
        return known;
    }

    /** Adds a channel, or brings one back that was missing. */
    public void add(FoundChannel found) {
        int back = missing.find(found.key());
        if (back >= 0) {
            change(missing.streamSourceId(back), found);
            return;
        }
        long channelId = takeChannelId();
        newChannels.add(
                channelId,
                found.name(),
                orNull(found.number()),
                found.logo(),
                found.guideId(),
                categoryId(found.group()),
                channelId,
                found.radio(),
                found.adult(),
                false,
                now.toEpochMilli());
        newStreams.add(
                takeStreamId(),
                channelId,
                0L,
                sourceId,
                found.key(),
                found.fingerprint(),
                found.url(),
                JsonText.of(found.headers()),
                JsonText.of(found.attributes()),
                orNull(found.unsupported()));
        flushIfFull();
    }

    /** Changes what an entry says; the channel keeps its id, its place and its overrides. */
    public void change(long streamSourceId, FoundChannel found) {
        changedChannels.add(
                found.name(),
                orNull(found.number()),
                found.logo(),
                found.guideId(),
                categoryId(found.group()),
                found.radio(),
                found.adult(),
                null,
                streamSourceId);
        changedStreams.add(
                found.fingerprint(),
                found.url(),
                JsonText.of(found.headers()),
                JsonText.of(found.attributes()),
                orNull(found.unsupported()),
                null,
                streamSourceId);
        flushIfFull();
    }

    /** Notes that the source no longer has an entry. */
    public void vanish(long streamSourceId) {
        vanished.add(now.toEpochMilli(), streamSourceId);
        flushIfFull();
    }

    void finish() {
        flush();
        if (freeChannelIds > 0) {
            IdSpace.PLAYABLE.giveBack(sql, freeChannelIds);
        }
        if (freeStreamIds > 0) {
            IdSpace.STREAM_SOURCE.giveBack(sql, freeStreamIds);
        }
        var present = sql.selectOne()
                .from(STREAM_SOURCE)
                .where(STREAM_SOURCE.CHANNEL_ID.eq(CHANNEL.ID).and(STREAM_SOURCE.MISSING_SINCE.isNull()));
        sql.update(CHANNEL)
                .set(CHANNEL.MISSING_SINCE, now.toEpochMilli())
                .where(CHANNEL.MISSING_SINCE.isNull().andNotExists(present))
                .execute();
    }

    private static RowBatch inserts(DSLContext sql, Table<?> table, Field<?>... columns) {
        return new RowBatch(sql, sql.insertInto(table, columns).values(Collections.nCopies(columns.length, null)));
    }

    /** Updates of these columns, of the rows that {@code which} chooses by its one parameter. */
    private static RowBatch updates(DSLContext sql, Table<?> table, Condition which, Field<?>... columns) {
        Map<Field<?>, Object> values = new LinkedHashMap<>();
        for (Field<?> column : columns) {
            values.put(column, parameter(column));
        }
        return new RowBatch(sql, sql.update(table).set(values).where(which));
    }

    private static <T> Param<T> parameter(Field<T> column) {
        return DSL.param(column.getName(), column);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private long categoryId(String group) {
        return categories.computeIfAbsent(group, name -> {
            long id = IdSpace.CATEGORY.take(sql);
            sql.insertInto(CATEGORY)
                    .set(CATEGORY.ID, id)
                    .set(CATEGORY.KIND, "live")
                    .set(CATEGORY.NAME, name)
                    .set(CATEGORY.POSITION, id)
                    .set(CATEGORY.HIDDEN, false)
                    .execute();
            return id;
        });
    }

    private long takeChannelId() {
        if (freeChannelIds == 0) {
            freeChannelIds = IDS_AT_ONCE;
            nextChannelId = IdSpace.PLAYABLE.take(sql, IDS_AT_ONCE);
        }
        freeChannelIds--;
        return nextChannelId++;
    }

    private long takeStreamId() {
        if (freeStreamIds == 0) {
            freeStreamIds = IDS_AT_ONCE;
            nextStreamId = IdSpace.STREAM_SOURCE.take(sql, IDS_AT_ONCE);
        }
        freeStreamIds--;
        return nextStreamId++;
    }

    private void flushIfFull() {
        if (batches.stream().anyMatch(RowBatch::isFull)) {
            flush();
        }
    }

    private void flush() {
        batches.forEach(RowBatch::flush);
    }
}
