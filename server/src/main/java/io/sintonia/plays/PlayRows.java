package io.sintonia.plays;

import static io.sintonia.schema.Tables.PLAY;

import io.sintonia.schema.tables.records.PlayRecord;
import io.sintonia.storage.Database;
import io.sintonia.storage.IdSpace;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Plays as they lie in the table. Blocks. Writing is for one thread; reading for any. */
final class PlayRows {
    private final Database database;
    private final int most;
    private long count;

    PlayRows(Database database, int most) {
        this.database = database;
        this.most = most;
    }

    /** Says of those that an earlier server left open that they are lost; the first thing to be called. */
    void begin(Instant now) {
        count = database.write(sql -> {
            sql.update(PLAY)
                    .set(PLAY.OUTCOME, PlayOutcome.LOST.code())
                    .set(PLAY.REASON, PlayOutcome.LOST.text())
                    .set(PLAY.ENDED_AT, now.toEpochMilli())
                    .where(PLAY.ENDED_AT.isNull())
                    .execute();
            return (long) sql.fetchCount(PLAY);
        });
    }

    /**
     * Writes all of them in one transaction, and lets the oldest go where there are too many.
     *
     * @param fresh have no row yet
     * @param known have one
     * @return the id of the first fresh one; the others follow in order
     */
    long write(List<Played> fresh, List<Played> known) {
        record Written(long firstId, long count) {}
        Written written = database.write(sql -> {
            long first = fresh.isEmpty() ? 0 : IdSpace.PLAY.take(sql, fresh.size());
            for (int i = 0; i < fresh.size(); i++) {
                sql.insertInto(PLAY).set(row(sql, fresh.get(i), first + i)).execute();
            }
            for (Played play : known) {
                sql.update(PLAY)
                        .set(row(sql, play, play.id()))
                        .where(PLAY.ID.eq(play.id()))
                        .execute();
            }
            long now = count + fresh.size();
            return new Written(first, now - deleteOldest(sql, now - most));
        });
        count = written.count();
        return written.firstId();
    }

    /** Lets go of what ended before a moment. */
    void forget(Instant before) {
        count -= database.write(sql -> sql.deleteFrom(PLAY)
                .where(PLAY.ENDED_AT.lt(before.toEpochMilli()))
                .execute());
    }

    /** One that goes on is never deleted: its row is still to be written. */
    private static int deleteOldest(DSLContext sql, long excess) {
        return excess <= 0
                ? 0
                : sql.deleteFrom(PLAY)
                        .where(PLAY.ID.in(DSL.select(PLAY.ID)
                                .from(PLAY)
                                .where(PLAY.ENDED_AT.isNotNull())
                                .orderBy(PLAY.ENDED_AT, PLAY.ID)
                                .limit(excess)))
                        .execute();
    }

    PlayPage find(PlayFilter filter, long offset, int size) {
        Condition wanted = condition(filter);
        return database.read(sql -> new PlayPage(
                sql.selectFrom(PLAY)
                        .where(wanted)
                        .orderBy(PLAY.STARTED_AT.desc(), PLAY.ID.desc())
                        .limit(size)
                        .offset(offset)
                        .fetch(PlayRows::play),
                sql.fetchCount(PLAY, wanted)));
    }

    private static Condition condition(PlayFilter filter) {
        Condition user = filter.user().map(PLAY.USERNAME::eq).orElse(DSL.noCondition());
        Condition channel = filter.channel().map(PLAY.CHANNEL_ID::eq).orElse(DSL.noCondition());
        Condition outcome =
                filter.outcome().map(PlayOutcome::code).map(PLAY.OUTCOME::eq).orElse(DSL.noCondition());
        return user.and(channel).and(outcome);
    }

    private static PlayRecord row(DSLContext sql, Played play, long id) {
        Play.Asked asked = play.asked();
        PlayRecord row = sql.newRecord(PLAY);
        row.setId(id);
        row.setStartedAt(play.started().toEpochMilli());
        row.setEndedAt(play.ended().map(Instant::toEpochMilli).orElse(null));
        row.setOutcome(play.outcome().code());
        row.setReason(play.reason());
        row.setUsername(asked.user());
        row.setChannelId(asked.channelId());
        row.setChannelName(asked.channelName());
        row.setForm(asked.form());
        row.setAddress(asked.address().getHostAddress());
        row.setAgent(asked.agent());
        row.setFirstByteMs(play.counts().firstByte().map(Duration::toMillis).orElse(null));
        row.setBytes(play.counts().bytes());
        row.setSkips(play.counts().skips());
        row.setEvents(EventText.of(play.events()));
        row.setEventsLeftOut((long) play.eventsLeftOut());
        return row;
    }

    private static Played play(PlayRecord row) {
        return new Played(
                row.getId(),
                new Play.Asked(
                        row.getChannelId(),
                        row.getChannelName(),
                        row.getForm(),
                        row.getUsername(),
                        InetAddress.ofLiteral(row.getAddress()),
                        row.getAgent()),
                Instant.ofEpochMilli(row.getStartedAt()),
                Optional.ofNullable(row.getEndedAt()).map(Instant::ofEpochMilli),
                PlayOutcome.of(row.getOutcome()).orElse(PlayOutcome.LOST),
                row.getReason(),
                new Played.Counts(
                        Optional.ofNullable(row.getFirstByteMs()).map(Duration::ofMillis),
                        row.getBytes(),
                        row.getSkips()),
                EventText.read(row.getEvents()),
                row.getEventsLeftOut().intValue());
    }
}
