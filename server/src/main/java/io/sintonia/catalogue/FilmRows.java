package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.EPISODE;
import static io.sintonia.schema.Tables.MOVIE;
import static io.sintonia.schema.Tables.SERIES;

import io.sintonia.storage.IdSpace;
import io.sintonia.storage.JsonText;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Films, series and episodes as an import adds and changes them. */
final class FilmRows {
    private final ImportScope scope;
    private final KnownEntries series;
    private final IdRun seriesIds;
    private final KeyDigest digest = new KeyDigest();
    private final TableRows movieRows;
    private final TableRows seriesRows;
    private final TableRows episodeRows;

    /** {@code series} are those of the source; the ones that are added join them, so that their episodes find them. */
    FilmRows(ImportScope scope, KnownEntries series) {
        this.scope = scope;
        this.series = series;
        this.seriesIds = new IdRun(scope.sql(), IdSpace.SERIES);
        this.movieRows = new TableRows(
                scope.sql(),
                MOVIE,
                scope.journal(),
                List.of(
                        MOVIE.KEY_HIGH,
                        MOVIE.KEY_LOW,
                        MOVIE.FINGERPRINT,
                        MOVIE.NAME,
                        MOVIE.RELEASED,
                        MOVIE.CATEGORY_ID,
                        MOVIE.LOGO,
                        MOVIE.URL,
                        MOVIE.CONTAINER,
                        MOVIE.HEADERS,
                        MOVIE.UNSUPPORTED,
                        MOVIE.ADULT,
                        MOVIE.REMOTE_ID),
                List.of(MOVIE.SOURCE_ID, MOVIE.ADDED_AT, MOVIE.MISSED, MOVIE.ADDED_BY),
                List.of(MOVIE.MISSING_SINCE, MOVIE.MISSED, MOVIE.SHOWN));
        this.seriesRows = new TableRows(
                scope.sql(),
                SERIES,
                scope.journal(),
                List.of(
                        SERIES.KEY_HIGH,
                        SERIES.KEY_LOW,
                        SERIES.FINGERPRINT,
                        SERIES.NAME,
                        SERIES.RELEASED,
                        SERIES.CATEGORY_ID,
                        SERIES.LOGO,
                        SERIES.ADULT,
                        SERIES.REMOTE_ID),
                List.of(SERIES.SOURCE_ID, SERIES.ADDED_AT, SERIES.MISSED, SERIES.ADDED_BY),
                List.of(SERIES.MISSING_SINCE, SERIES.MISSED, SERIES.SHOWN));
        this.episodeRows = new TableRows(
                scope.sql(),
                EPISODE,
                scope.journal(),
                List.of(
                        EPISODE.KEY_HIGH,
                        EPISODE.KEY_LOW,
                        EPISODE.FINGERPRINT,
                        EPISODE.SERIES_ID,
                        EPISODE.SEASON,
                        EPISODE.NUMBER,
                        EPISODE.NAME,
                        EPISODE.LOGO,
                        EPISODE.URL,
                        EPISODE.CONTAINER,
                        EPISODE.HEADERS,
                        EPISODE.UNSUPPORTED,
                        EPISODE.REMOTE_ID),
                List.of(EPISODE.SOURCE_ID, EPISODE.ADDED_AT, EPISODE.MISSED, EPISODE.ADDED_BY),
                List.of(EPISODE.MISSING_SINCE, EPISODE.MISSED, EPISODE.SHOWN));
    }

    void insert(FoundMovie found) {
        insert(movieRows, scope.playableIds().take(), said(found));
    }

    void insert(FoundSeries found) {
        long id = seriesIds.take();
        insert(seriesRows, id, said(found));
        series.markSeen(series.add(found.key(), id, found.fingerprint()));
    }

    void insert(FoundEpisode found) {
        insert(episodeRows, scope.playableIds().take(), said(found));
    }

    private void insert(TableRows rows, long id, @Nullable Object[] said) {
        rows.insert(
                id,
                said,
                scope.sourceId(),
                scope.now().toEpochMilli(),
                0L,
                scope.journal().editId());
        flushIfFull(rows);
    }

    void change(long id, FoundMovie found) {
        change(movieRows, id, said(found));
    }

    void change(long id, FoundSeries found) {
        change(seriesRows, id, said(found));
    }

    void change(long id, FoundEpisode found) {
        change(episodeRows, id, said(found));
    }

    private void change(TableRows rows, long id, @Nullable Object[] said) {
        rows.change(id, said, null, 0L, true);
        flushIfFull(rows);
    }

    private @Nullable Object[] said(FoundMovie found) {
        digest.of(found.key());
        return new @Nullable Object[] {
            digest.high(),
            digest.low(),
            found.fingerprint(),
            found.name(),
            orNull(found.released()),
            scope.groups().of(Kind.MOVIE, found.group()),
            found.logo(),
            found.url(),
            found.container(),
            JsonText.of(found.headers()),
            orNull(found.unsupported()),
            found.adult(),
            orNull(found.remoteId())
        };
    }

    private @Nullable Object[] said(FoundSeries found) {
        digest.of(found.key());
        return new @Nullable Object[] {
            digest.high(),
            digest.low(),
            found.fingerprint(),
            found.name(),
            orNull(found.released()),
            scope.groups().of(Kind.SERIES, found.group()),
            found.logo(),
            found.adult(),
            orNull(found.remoteId())
        };
    }

    private @Nullable Object[] said(FoundEpisode found) {
        int place = series.find(found.seriesKey());
        if (place < 0) {
            throw new IllegalArgumentException(found + " came before its series");
        }
        digest.of(found.key());
        return new @Nullable Object[] {
            digest.high(),
            digest.low(),
            found.fingerprint(),
            series.id(place),
            (long) found.season(),
            (long) found.number(),
            found.name(),
            found.logo(),
            found.url(),
            found.container(),
            JsonText.of(found.headers()),
            orNull(found.unsupported()),
            orNull(found.remoteId())
        };
    }

    private void flushIfFull(TableRows rows) {
        if (rows.isFull()) {
            flush();
        }
    }

    void flush() {
        movieRows.flush();
        seriesRows.flush(); // before the episodes that point to them
        episodeRows.flush();
    }

    void finish() {
        flush();
        seriesIds.giveBack();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Long orNull(OptionalInt year) {
        return year.isPresent() ? (Long) (long) year.getAsInt() : null;
    }
}
