package io.sintonia.checks;

import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.STREAM_CHECK;
import static io.sintonia.schema.Tables.STREAM_SOURCE;

import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.StreamSource;
import io.sintonia.schema.tables.records.StreamCheckRecord;
import io.sintonia.storage.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** What checks found, as it lies in the table; the newest few of each address. Blocks; any thread. */
public final class CheckRows {
    private static final int MOST_TEXT_CHARACTERS = 300;
    private static final int MOST_WORD_CHARACTERS = 100;

    private final Database database;
    private final int kept;

    CheckRows(Database database, int kept) {
        this.database = database;
        this.kept = kept;
    }

    /** The newest result of an address, with the channel it belongs to. */
    public record Latest(long channelId, String channelName, Checked checked) {}

    /** A page of the newest results; {@code total} over all pages. */
    public record Found(List<Latest> items, long total) {
        public Found {
            items = List.copyOf(items);
        }
    }

    /** Adds a result; the oldest of its address goes where there are too many. One whose address is gone is dropped. */
    void add(Checked found) {
        database.write(sql -> {
            long id = found.streamSourceId();
            if (!sql.fetchExists(STREAM_SOURCE, STREAM_SOURCE.ID.eq(id))) {
                return 0;
            }
            sql.insertInto(STREAM_CHECK)
                    .set(STREAM_CHECK.STREAM_SOURCE_ID, id)
                    .set(STREAM_CHECK.CHECKED_AT, found.at().toEpochMilli())
                    .set(STREAM_CHECK.WORKS, found.works())
                    .set(STREAM_CHECK.REASON, cut(found.text(), MOST_TEXT_CHARACTERS))
                    .set(STREAM_CHECK.TOOK_MS, found.took().toMillis())
                    .set(STREAM_CHECK.VIDEO, cut(found.video(), MOST_WORD_CHARACTERS))
                    .set(STREAM_CHECK.AUDIO, cut(found.audio(), MOST_WORD_CHARACTERS))
                    .onConflictDoNothing()
                    .execute();
            Optional<Long> oldest = sql.select(STREAM_CHECK.CHECKED_AT)
                    .from(STREAM_CHECK)
                    .where(STREAM_CHECK.STREAM_SOURCE_ID.eq(id))
                    .orderBy(STREAM_CHECK.CHECKED_AT.desc())
                    .limit(1)
                    .offset(kept - 1)
                    .fetchOptional(STREAM_CHECK.CHECKED_AT);
            return oldest.map(time -> sql.deleteFrom(STREAM_CHECK)
                            .where(STREAM_CHECK.STREAM_SOURCE_ID.eq(id))
                            .and(STREAM_CHECK.CHECKED_AT.lt(time))
                            .execute())
                    .orElse(0);
        });
    }

    /** Which of these addresses have a result of that time; one from the future, of a clock that was wrong, counts for nothing. */
    Set<Long> between(Collection<Long> streamSourceIds, Instant since, Instant until) {
        return database.read(sql -> sql.selectDistinct(STREAM_CHECK.STREAM_SOURCE_ID)
                .from(STREAM_CHECK)
                .where(STREAM_CHECK.STREAM_SOURCE_ID.in(streamSourceIds))
                .and(STREAM_CHECK.CHECKED_AT.between(since.toEpochMilli(), until.toEpochMilli()))
                .fetchSet(STREAM_CHECK.STREAM_SOURCE_ID));
    }

    /** What was found of a channel's addresses, newest first; also of those it has from channels merged into it. */
    public List<Checked> of(Channel channel) {
        List<Long> ids = channel.sources().stream().map(StreamSource::id).toList();
        return database.read(sql -> sql.selectFrom(STREAM_CHECK)
                .where(STREAM_CHECK.STREAM_SOURCE_ID.in(ids))
                .orderBy(STREAM_CHECK.CHECKED_AT.desc())
                .limit(1_000)
                .fetch()
                .map(CheckRows::checked));
    }

    /**
     * The newest result of each address, newest first.
     *
     * @param works only those that play, or only those that do not
     */
    public Found latest(Optional<Boolean> works, long offset, int size) {
        var newer = STREAM_CHECK.as("newer");
        Condition isLatest = DSL.notExists(DSL.selectOne()
                .from(newer)
                .where(newer.STREAM_SOURCE_ID.eq(STREAM_CHECK.STREAM_SOURCE_ID))
                .and(newer.CHECKED_AT.gt(STREAM_CHECK.CHECKED_AT)));
        Condition asked = works.map(STREAM_CHECK.WORKS::eq).map(isLatest::and).orElse(isLatest);
        return database.read(sql -> new Found(items(sql, asked, offset, size), sql.fetchCount(STREAM_CHECK, asked)));
    }

    private static List<Latest> items(DSLContext sql, Condition asked, long offset, int size) {
        return sql.select(STREAM_CHECK.fields())
                .select(CHANNEL.ID, CHANNEL.NAME)
                .from(STREAM_CHECK)
                .join(STREAM_SOURCE)
                .on(STREAM_SOURCE.ID.eq(STREAM_CHECK.STREAM_SOURCE_ID))
                .join(CHANNEL)
                .on(CHANNEL.ID.eq(STREAM_SOURCE.CHANNEL_ID))
                .where(asked)
                .orderBy(STREAM_CHECK.CHECKED_AT.desc(), STREAM_CHECK.STREAM_SOURCE_ID)
                .limit(size)
                .offset(offset)
                .fetch(row -> new Latest(row.get(CHANNEL.ID), row.get(CHANNEL.NAME), checked(row.into(STREAM_CHECK))));
    }

    private static Checked checked(StreamCheckRecord row) {
        return new Checked(
                row.getStreamSourceId(),
                Instant.ofEpochMilli(row.getCheckedAt()),
                row.getWorks(),
                row.getReason(),
                Duration.ofMillis(row.getTookMs()),
                row.getVideo(),
                row.getAudio());
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
