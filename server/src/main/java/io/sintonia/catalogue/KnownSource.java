package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.EPISODE;
import static io.sintonia.schema.Tables.MOVIE;
import static io.sintonia.schema.Tables.SERIES;
import static io.sintonia.schema.Tables.STREAM_SOURCE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.ResultQuery;
import org.jooq.exception.DataAccessException;

/**
 * What the catalogue knows of one source: the entries of each kind, those that are missing included. About 45 bytes an
 * entry. One thread at a time.
 */
public final class KnownSource {
    private static final int ROWS_AT_ONCE = 1000;

    private final Map<Kind, KnownEntries> byKind = new EnumMap<>(Kind.class);
    private final long sourceId;

    private KnownSource(long sourceId) {
        this.sourceId = sourceId;
    }

    /** The entries of a kind. */
    public KnownEntries of(Kind kind) {
        KnownEntries known = byKind.get(kind);
        if (known == null) {
            throw new IllegalStateException("no entries were read of kind " + kind);
        }
        return known;
    }

    /** The place of a found entry among those of its kind; negative if it is not known. */
    public int find(FoundEntry entry) {
        return of(Kind.of(entry)).find(entry.key());
    }

    static KnownSource read(DSLContext sql, long sourceId) {
        KnownSource known = new KnownSource(sourceId);
        for (Kind kind : Kind.values()) {
            known.byKind.put(kind, entries(sql, EntryTable.of(kind), sourceId));
        }
        return known;
    }

    private static KnownEntries entries(DSLContext sql, EntryTable table, long sourceId) {
        KnownEntries known =
                new KnownEntries(sql.fetchCount(table.table(), table.sourceId().eq(sourceId)));
        List<Field<?>> columns =
                new ArrayList<>(List.of(table.id(), table.fingerprint(), table.missingSince(), table.shown()));
        columns.addAll(keys(table.kind()));
        // in the order of ids, which unseen entries are found by again
        ResultQuery<?> query = sql.select(columns)
                .from(table.table())
                .where(table.sourceId().eq(sourceId))
                .orderBy(table.id());
        each(query, row -> {
            long id = row.getLong(1);
            long fingerprint = row.getLong(2);
            if (table.kind() == Kind.CHANNEL) {
                known.add(row.getString(5), id, fingerprint);
            } else {
                known.add(row.getLong(5), row.getLong(6), id, fingerprint);
            }
            if (row.getObject(3) != null) {
                known.lastIsMissing(row.getBoolean(4));
            }
        });
        return known;
    }

    private static List<Field<?>> keys(Kind kind) {
        return switch (kind) {
            case CHANNEL -> List.of(STREAM_SOURCE.ENTRY_KEY);
            case MOVIE -> List.of(MOVIE.KEY_HIGH, MOVIE.KEY_LOW);
            case SERIES -> List.of(SERIES.KEY_HIGH, SERIES.KEY_LOW);
            case EPISODE -> List.of(EPISODE.KEY_HIGH, EPISODE.KEY_LOW);
        };
    }

    /** What is done with an entry that was not marked as seen: its place, its address, and the words it may be known again by. */
    public interface UnseenVisitor {
        void visit(Kind kind, int place, String url, String words);
    }

    /** Shows each channel, film and episode that was not marked as seen, those that were missing before included. */
    void forEachUnseen(DSLContext sql, UnseenVisitor visitor) {
        unseen(
                Kind.CHANNEL,
                sql.select(STREAM_SOURCE.ID, STREAM_SOURCE.URL, CHANNEL.NAME)
                        .from(STREAM_SOURCE)
                        .join(CHANNEL)
                        .on(CHANNEL.ID.eq(STREAM_SOURCE.CHANNEL_ID))
                        .where(STREAM_SOURCE.SOURCE_ID.eq(sourceId))
                        .orderBy(STREAM_SOURCE.ID),
                row -> words(row.getString(3)),
                visitor);
        unseen(
                Kind.MOVIE,
                sql.select(MOVIE.ID, MOVIE.URL, MOVIE.NAME, MOVIE.RELEASED)
                        .from(MOVIE)
                        .where(MOVIE.SOURCE_ID.eq(sourceId))
                        .orderBy(MOVIE.ID),
                row -> words(row.getString(3), row.getLong(4)),
                visitor);
        unseen(
                Kind.EPISODE,
                sql.select(EPISODE.ID, EPISODE.URL, EPISODE.SERIES_ID, EPISODE.SEASON, EPISODE.NUMBER)
                        .from(EPISODE)
                        .where(EPISODE.SOURCE_ID.eq(sourceId))
                        .orderBy(EPISODE.ID),
                row -> words(row.getLong(3), row.getLong(4), row.getLong(5)),
                visitor);
    }

    /** The words by which an entry may be known again although its key is another; empty if there are none. */
    public String words(FoundEntry entry) {
        return switch (entry) {
            case FoundChannel channel -> words(channel.name());
            case FoundMovie movie -> words(movie.name(), movie.released().orElse(0));
            case FoundSeries _ -> "";
            case FoundEpisode episode -> {
                int series = of(Kind.SERIES).find(episode.seriesKey());
                yield series < 0 ? "" : words(of(Kind.SERIES).id(series), episode.season(), episode.number());
            }
        };
    }

    private static String words(String name) {
        return name.strip();
    }

    private static String words(String name, long released) {
        return name.strip() + '/' + released;
    }

    private static String words(long series, long season, long number) {
        return season == 0 && number == 0 ? "" : series + "/" + season + "/" + number;
    }

    private interface Words {
        String of(ResultSet row) throws SQLException;
    }

    private void unseen(Kind kind, ResultQuery<?> query, Words words, UnseenVisitor visitor) {
        KnownEntries known = of(kind);
        if (known.unseen() + known.fading() == 0) {
            return;
        }
        int[] at = new int[1];
        each(query, row -> {
            long id = row.getLong(1);
            while (at[0] < known.count() && known.id(at[0]) < id) {
                at[0]++;
            }
            if (at[0] < known.count() && known.id(at[0]) == id && !known.isSeen(at[0])) {
                visitor.visit(kind, at[0], row.getString(2), words.of(row));
            }
        });
    }

    private interface RowVisitor {
        void visit(ResultSet row) throws SQLException;
    }

    /** Without a record of each row: a million of them are read. */
    private static void each(ResultQuery<?> query, RowVisitor visitor) {
        try (ResultSet rows = query.fetchSize(ROWS_AT_ONCE).fetchResultSet()) {
            while (rows.next()) {
                visitor.visit(rows);
            }
        } catch (SQLException e) {
            throw new DataAccessException("the rows of a source could not be read", e);
        }
    }
}
