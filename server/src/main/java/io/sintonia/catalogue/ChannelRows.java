package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.STREAM_SOURCE;

import io.sintonia.storage.IdSpace;
import io.sintonia.storage.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Channels and their stream sources as an import adds and changes them. */
final class ChannelRows {
    private record Change(long streamId, FoundChannel found) {}

    private final DSLContext sql;
    private final long sourceId;
    private final Instant now;
    private final ImportJournal journal;
    private final GroupIds groups;
    private final IdRun channelIds;
    private final IdRun streamIds;
    private final TableRows channels;
    private final TableRows streams;
    private final List<Change> changes = new ArrayList<>();

    ChannelRows(ImportScope scope) {
        this.sql = scope.sql();
        this.sourceId = scope.sourceId();
        this.now = scope.now();
        this.journal = scope.journal();
        this.groups = scope.groups();
        this.channelIds = scope.playableIds();
        this.streamIds = new IdRun(sql, IdSpace.STREAM_SOURCE);
        this.channels = new TableRows(
                sql,
                CHANNEL,
                journal,
                List.of(
                        CHANNEL.NAME,
                        CHANNEL.NUMBER,
                        CHANNEL.LOGO,
                        CHANNEL.GUIDE_ID,
                        CHANNEL.CATEGORY_ID,
                        CHANNEL.RADIO,
                        CHANNEL.ADULT),
                List.of(CHANNEL.POSITION, CHANNEL.HIDDEN, CHANNEL.ADDED_AT, CHANNEL.ADDED_BY),
                List.of(CHANNEL.MISSING_SINCE));
        this.streams = new TableRows(
                sql,
                STREAM_SOURCE,
                journal,
                List.of(
                        STREAM_SOURCE.ENTRY_KEY,
                        STREAM_SOURCE.FINGERPRINT,
                        STREAM_SOURCE.URL,
                        STREAM_SOURCE.HEADERS,
                        STREAM_SOURCE.ATTRIBUTES,
                        STREAM_SOURCE.UNSUPPORTED),
                List.of(
                        STREAM_SOURCE.CHANNEL_ID,
                        STREAM_SOURCE.POSITION,
                        STREAM_SOURCE.SOURCE_ID,
                        STREAM_SOURCE.ADDED_BY),
                List.of(STREAM_SOURCE.MISSING_SINCE, STREAM_SOURCE.MISSED, STREAM_SOURCE.SHOWN));
    }

    void insert(FoundChannel found) {
        long id = channelIds.take();
        channels.insert(id, channel(found), id, false, now.toEpochMilli(), journal.editId());
        streams.insert(streamIds.take(), stream(found), id, 0L, sourceId, journal.editId());
        flushIfFull();
    }

    /** The channel keeps its id, its place and its overrides. */
    void change(long streamId, FoundChannel found) {
        changes.add(new Change(streamId, found));
        flushIfFull();
    }

    private @Nullable Object[] channel(FoundChannel found) {
        return new @Nullable Object[] {
            found.name(),
            orNull(found.number()),
            found.logo(),
            found.guideId(),
            groups.of(Kind.CHANNEL, found.group()),
            found.radio(),
            found.adult()
        };
    }

    private static @Nullable Object[] stream(FoundChannel found) {
        return new @Nullable Object[] {
            found.key(),
            found.fingerprint(),
            found.url(),
            JsonText.of(found.headers()),
            JsonText.of(found.attributes()),
            orNull(found.unsupported())
        };
    }

    /**
     * Marks channels as missing that no source has any more.
     *
     * @param vanished stream sources that have just been marked
     */
    void missing(List<Long> vanished) {
        var present = sql.selectOne()
                .from(STREAM_SOURCE)
                .where(STREAM_SOURCE.CHANNEL_ID.eq(CHANNEL.ID).and(STREAM_SOURCE.MISSING_SINCE.isNull()));
        var theirs = sql.select(STREAM_SOURCE.CHANNEL_ID).from(STREAM_SOURCE).where(STREAM_SOURCE.ID.in(vanished));
        List<Long> ids = sql.select(CHANNEL.ID)
                .from(CHANNEL)
                .where(CHANNEL.MISSING_SINCE.isNull().and(CHANNEL.ID.in(theirs)).andNotExists(present))
                .fetch(CHANNEL.ID);
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        before.put(CHANNEL.MISSING_SINCE.getName(), null);
        ids.forEach(id -> journal.note(CHANNEL, id, before));
        sql.update(CHANNEL)
                .set(CHANNEL.MISSING_SINCE, now.toEpochMilli())
                .where(CHANNEL.ID.in(ids))
                .execute();
    }

    private void flushIfFull() {
        if (channels.isFull() || changes.size() >= RowBatch.ROWS) {
            flush();
        }
    }

    void flush() {
        if (!changes.isEmpty()) {
            List<Long> ids = changes.stream().map(Change::streamId).toList();
            Map<Long, Long> channelOf = sql.select(STREAM_SOURCE.ID, STREAM_SOURCE.CHANNEL_ID)
                    .from(STREAM_SOURCE)
                    .where(STREAM_SOURCE.ID.in(ids))
                    .fetchMap(STREAM_SOURCE.ID, STREAM_SOURCE.CHANNEL_ID);
            for (Change change : changes) {
                Long channel = channelOf.get(change.streamId());
                if (channel != null) { // else it was removed since the import was planned
                    channels.change(channel, channel(change.found()), (Object) null);
                    streams.change(change.streamId(), stream(change.found()), null, 0L, true);
                }
            }
            changes.clear();
        }
        channels.flush(); // before the streams that point to them
        streams.flush();
    }

    void finish() {
        flush();
        streamIds.giveBack();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
