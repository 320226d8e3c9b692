package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.EPISODE;
import static io.sintonia.schema.Tables.MOVIE;
import static io.sintonia.schema.Tables.SERIES;
import static io.sintonia.schema.Tables.SOURCE;

import io.sintonia.storage.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Films, series and episodes, read from the database row by row when a list is rendered, or one by one. Blocks; any thread.
 *
 * <p>Rows may be newer than the shelf they are asked for with, which is of the last snapshot: every list says whether they were.
 */
public final class Library {
    private static final int ROWS_AT_ONCE = 500;
    private static final Field<Long> NEWEST_EPISODE = DSL.field(DSL.select(DSL.max(EPISODE.ADDED_AT))
            .from(EPISODE)
            .where(EPISODE.SERIES_ID.eq(SERIES.ID).and(Shown.EPISODES)));

    private final Database database;

    public Library(Database database) {
        this.database = database;
    }

    /** Whether the rows that were read are those that the shelf's digest names. */
    public enum Reading {
        AS_KNOWN,
        NEWER
    }

    /** Shows the films of a category, or of {@link Lineup#EVERY_CATEGORY}, one after another, by their ids. */
    public Reading movies(Shelf shelf, long categoryId, Consumer<Movie> show) {
        Tally seen = new Tally();
        if (!shelf.categories().isEmpty()) {
            each(sql -> movies(sql, DSL.noCondition()), row -> {
                if (shelf.holds(row.get(MOVIE.CATEGORY_ID), categoryId)) {
                    seen.add(row.get(MOVIE.ID), row.get(MOVIE.FINGERPRINT));
                    movie(shelf, row).ifPresent(show);
                }
            });
        }
        return reading(seen, shelf.itemsOf(categoryId));
    }

    /** Shows the series of a category, or of {@link Lineup#EVERY_CATEGORY}, one after another, by their ids. */
    public Reading series(Shelf shelf, long categoryId, Consumer<Series> show) {
        Tally seen = new Tally();
        if (!shelf.categories().isEmpty()) {
            each(sql -> series(sql, DSL.noCondition()), row -> {
                if (shelf.holds(row.get(SERIES.CATEGORY_ID), categoryId)) {
                    seen.add(row.get(SERIES.ID), row.get(SERIES.FINGERPRINT));
                    series(shelf, row).ifPresent(show);
                }
            });
        }
        return reading(seen, shelf.itemsOf(categoryId));
    }

    /** Shows all episodes with their series, series by series, season by season. */
    public Reading episodes(Shelf shelf, BiConsumer<Series, Episode> show) {
        Tally series = new Tally();
        Tally episodes = new Tally();
        if (!shelf.categories().isEmpty()) {
            database.read(sql -> {
                each(series(sql, DSL.noCondition()), row -> {
                    Optional<Series> one = series(shelf, row);
                    if (one.isPresent()) {
                        series.add(row.get(SERIES.ID), row.get(SERIES.FINGERPRINT));
                        each(episodes(sql, one.get().id()), of -> {
                            episodes.add(of.get(EPISODE.ID), of.get(EPISODE.FINGERPRINT));
                            show.accept(one.get(), episode(of));
                        });
                    }
                });
                return series;
            });
        }
        boolean known = reading(series, shelf.itemsOf(Lineup.EVERY_CATEGORY)) == Reading.AS_KNOWN;
        return known ? reading(episodes, shelf.episodes()) : Reading.NEWER;
    }

    /** A film, if it is on a shelf. */
    public Optional<Movie> movie(Shelf shelf, long id) {
        return database.read(
                sql -> movies(sql, MOVIE.ID.eq(id)).fetch().stream().findFirst().flatMap(row -> movie(shelf, row)));
    }

    /** A series, if it is on a shelf. */
    public Optional<Series> series(Shelf shelf, long id) {
        return database.read(sql ->
                series(sql, SERIES.ID.eq(id)).fetch().stream().findFirst().flatMap(row -> series(shelf, row)));
    }

    /** A series' episodes, season by season. */
    public List<Episode> episodes(Series series) {
        return database.read(sql -> episodes(sql, series.id()).fetch().map(Library::episode));
    }

    private static Reading reading(Tally seen, String known) {
        return seen.text().equals(known) ? Reading.AS_KNOWN : Reading.NEWER;
    }

    /** Makes a query. */
    private interface Asking {
        Select<? extends Record> with(DSLContext sql);
    }

    private void each(Asking asking, Consumer<Record> show) {
        database.read(sql -> {
            each(asking.with(sql), show);
            return asking;
        });
    }

    private static void each(Select<? extends Record> select, Consumer<Record> show) {
        try (var rows = select.fetchSize(ROWS_AT_ONCE).fetchLazy()) {
            while (rows.hasNext()) {
                rows.fetchNext(ROWS_AT_ONCE).forEach(show);
            }
        }
    }

    /** Addresses and headers are not read: no list holds them. */
    private static Select<? extends Record> movies(DSLContext sql, Condition which) {
        return sql.select(
                        MOVIE.ID,
                        MOVIE.FINGERPRINT,
                        MOVIE.NAME,
                        MOVIE.RELEASED,
                        MOVIE.CATEGORY_ID,
                        MOVIE.LOGO,
                        MOVIE.CONTAINER,
                        MOVIE.ADULT,
                        MOVIE.ADDED_AT,
                        MOVIE.INFO)
                .from(MOVIE)
                .join(SOURCE)
                .on(SOURCE.ID.eq(MOVIE.SOURCE_ID))
                .where(Shown.MOVIES.and(which))
                .orderBy(MOVIE.ID);
    }

    private static Select<? extends Record> series(DSLContext sql, Condition which) {
        return sql.select(
                        SERIES.ID,
                        SERIES.FINGERPRINT,
                        SERIES.NAME,
                        SERIES.RELEASED,
                        SERIES.CATEGORY_ID,
                        SERIES.LOGO,
                        SERIES.ADULT,
                        SERIES.ADDED_AT,
                        SERIES.INFO,
                        NEWEST_EPISODE)
                .from(SERIES)
                .join(SOURCE)
                .on(SOURCE.ID.eq(SERIES.SOURCE_ID))
                .where(Shown.ALL_SERIES.and(which))
                .orderBy(SERIES.ID);
    }

    private static Select<? extends Record> episodes(DSLContext sql, long seriesId) {
        return sql.select(
                        EPISODE.ID,
                        EPISODE.FINGERPRINT,
                        EPISODE.SEASON,
                        EPISODE.NUMBER,
                        EPISODE.NAME,
                        EPISODE.LOGO,
                        EPISODE.CONTAINER,
                        EPISODE.ADDED_AT,
                        EPISODE.INFO)
                .from(EPISODE)
                .where(Shown.EPISODES.and(EPISODE.SERIES_ID.eq(seriesId)))
                .orderBy(EPISODE.SEASON, EPISODE.NUMBER, EPISODE.ID);
    }

    private static Optional<Movie> movie(Shelf shelf, Record row) {
        return shelf.categoryOf(row.get(MOVIE.CATEGORY_ID))
                .map(category -> new Movie(
                        row.get(MOVIE.ID),
                        row.get(MOVIE.NAME),
                        year(row.get(MOVIE.RELEASED)),
                        category,
                        row.get(MOVIE.LOGO),
                        row.get(MOVIE.CONTAINER),
                        row.get(MOVIE.ADULT),
                        Instant.ofEpochMilli(row.get(MOVIE.ADDED_AT)),
                        Facts.of(row.get(MOVIE.INFO))));
    }

    private static Optional<Series> series(Shelf shelf, Record row) {
        Long newest = row.get(NEWEST_EPISODE);
        long added = row.get(SERIES.ADDED_AT);
        return shelf.categoryOf(row.get(SERIES.CATEGORY_ID))
                .map(category -> new Series(
                        row.get(SERIES.ID),
                        row.get(SERIES.NAME),
                        year(row.get(SERIES.RELEASED)),
                        category,
                        row.get(SERIES.LOGO),
                        row.get(SERIES.ADULT),
                        Instant.ofEpochMilli(newest == null ? added : Math.max(added, newest)),
                        Facts.of(row.get(SERIES.INFO))));
    }

    private static Episode episode(Record row) {
        return new Episode(
                row.get(EPISODE.ID),
                row.get(EPISODE.SEASON).intValue(),
                row.get(EPISODE.NUMBER).intValue(),
                row.get(EPISODE.NAME),
                row.get(EPISODE.LOGO),
                row.get(EPISODE.CONTAINER),
                Instant.ofEpochMilli(row.get(EPISODE.ADDED_AT)),
                Facts.of(row.get(EPISODE.INFO)));
    }

    private static int year(@Nullable Long released) {
        return released == null ? 0 : released.intValue();
    }
}
