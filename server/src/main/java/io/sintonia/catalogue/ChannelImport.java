package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.STREAM_SOURCE;

import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;

/**
 * Channels that are put in and taken out directly, within one transaction: all of it is kept, or none. Without a journal;
 * what is taken out is hidden at once. Overrides are never touched. A channel whose entries are all missing comes back with
 * its id when one of them does.
 */
public final class ChannelImport {
    private final DSLContext sql;
    private final Instant now;
    private final ImportScope scope;
    private final ChannelRows channels;
    private final KnownEntries missing;

    ChannelImport(DSLContext sql, long sourceId, Instant now) {
        this.sql = sql;
        this.now = now;
        this.scope = ImportScope.of(sql, sourceId, now, ImportJournal.none(sql));
        this.channels = new ChannelRows(scope);
        this.missing = read(sql, EntryTable.of(Kind.CHANNEL).missing(sourceId));
    }

    /** What the catalogue knows of a source's channels, without those that are missing. */
    static KnownEntries known(DSLContext sql, long sourceId) {
        return read(sql, STREAM_SOURCE.SOURCE_ID.eq(sourceId).and(STREAM_SOURCE.MISSING_SINCE.isNull()));
    }

    private static KnownEntries read(DSLContext sql, Condition which) {
        KnownEntries known = new KnownEntries();
        sql.select(STREAM_SOURCE.ENTRY_KEY, STREAM_SOURCE.ID, STREAM_SOURCE.FINGERPRINT)
                .from(STREAM_SOURCE)
                .where(which)
                .forEach(row -> known.add(row.value1(), row.value2(), row.value3()));
        return known;
    }

    /** Adds a channel, or brings one back that was missing. */
    public void add(FoundChannel found) {
        int back = missing.find(found.key());
        if (back >= 0) {
            change(missing.id(back), found);
        } else {
            channels.insert(found);
        }
    }

    /** Changes what an entry says; the channel keeps its id, its place and its overrides. */
    public void change(long streamSourceId, FoundChannel found) {
        channels.change(streamSourceId, found);
    }

    /** Notes that the source no longer has an entry. */
    public void vanish(long streamSourceId) {
        channels.flush();
        sql.update(STREAM_SOURCE)
                .set(STREAM_SOURCE.MISSING_SINCE, now.toEpochMilli())
                .set(STREAM_SOURCE.MISSED, 1L)
                .set(STREAM_SOURCE.SHOWN, false)
                .where(STREAM_SOURCE.ID.eq(streamSourceId))
                .execute();
        channels.missing(List.of(streamSourceId));
    }

    void finish() {
        channels.finish();
        scope.playableIds().giveBack();
    }
}
