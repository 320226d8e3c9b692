package io.sintonia.curation;

import static io.sintonia.schema.Tables.CATEGORY;
import static io.sintonia.schema.Tables.EPISODE;
import static io.sintonia.schema.Tables.MOVIE;
import static io.sintonia.schema.Tables.SERIES;
import static io.sintonia.schema.Tables.SOURCE;

import io.sintonia.storage.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Films and series as their owner sees them, missing ones too. Blocks; any thread. */
public final class FilmDirectory {
    private static final Field<Integer> EPISODES = DSL.field(DSL.selectCount()
                    .from(EPISODE)
                    .where(EPISODE.SERIES_ID.eq(SERIES.ID).and(EPISODE.MISSING_SINCE.isNull())))
            .as("episodes");

    private final Database database;
    private final SearchIndex index;

    FilmDirectory(Database database, SearchIndex index) {
        this.database = database;
        this.index = index;
    }

    /**
     * A film or a series.
     *
     * @param released the year, 0 if unknown
     * @param category the group's name as the source calls it
     * @param source the source's name
     * @param episodes how many a series has; 0 for a film
     * @param unsupported why it cannot be played; empty if it can
     */
    public record Title(
            long id,
            String name,
            int released,
            long categoryId,
            String category,
            String source,
            String logo,
            boolean adult,
            int episodes,
            String unsupported,
            Optional<Instant> missingSince) {}

    /** Some of the titles that were found, and how many were. */
    public record Found(List<Title> titles, long total) {
        public Found {
            titles = List.copyOf(titles);
        }
    }

    /** Films with all the words of {@code search} in their names, by their ids. */
    public Found movies(String search, long offset, int most) {
        Condition which = named(SearchIndex.Names.MOVIES, MOVIE.ID, MOVIE.NAME, search);
        return database.read(sql -> new Found(
                sql.select(
                                MOVIE.ID,
                                MOVIE.NAME,
                                MOVIE.RELEASED,
                                MOVIE.CATEGORY_ID,
                                CATEGORY.NAME,
                                SOURCE.NAME,
                                MOVIE.LOGO,
                                MOVIE.ADULT,
                                MOVIE.UNSUPPORTED,
                                MOVIE.MISSING_SINCE)
                        .from(MOVIE)
                        .join(CATEGORY)
                        .on(CATEGORY.ID.eq(MOVIE.CATEGORY_ID))
                        .join(SOURCE)
                        .on(SOURCE.ID.eq(MOVIE.SOURCE_ID))
                        .where(which)
                        .orderBy(MOVIE.ID)
                        .limit(most)
                        .offset(offset)
                        .fetch(FilmDirectory::movie),
                sql.fetchCount(MOVIE, which)));
    }

    private static Title movie(Record row) {
        return new Title(
                row.get(MOVIE.ID),
                row.get(MOVIE.NAME),
                year(row.get(MOVIE.RELEASED)),
                row.get(MOVIE.CATEGORY_ID),
                row.get(CATEGORY.NAME),
                row.get(SOURCE.NAME),
                row.get(MOVIE.LOGO),
                row.get(MOVIE.ADULT),
                0,
                Optional.ofNullable(row.get(MOVIE.UNSUPPORTED)).orElse(""),
                Optional.ofNullable(row.get(MOVIE.MISSING_SINCE)).map(Instant::ofEpochMilli));
    }

    /** Series with all the words of {@code search} in their names, by their ids. */
    public Found series(String search, long offset, int most) {
        Condition which = named(SearchIndex.Names.SERIES, SERIES.ID, SERIES.NAME, search);
        return database.read(sql -> new Found(
                sql.select(
                                SERIES.ID,
                                SERIES.NAME,
                                SERIES.RELEASED,
                                SERIES.CATEGORY_ID,
                                CATEGORY.NAME,
                                SOURCE.NAME,
                                SERIES.LOGO,
                                SERIES.ADULT,
                                EPISODES,
                                SERIES.MISSING_SINCE)
                        .from(SERIES)
                        .join(CATEGORY)
                        .on(CATEGORY.ID.eq(SERIES.CATEGORY_ID))
                        .join(SOURCE)
                        .on(SOURCE.ID.eq(SERIES.SOURCE_ID))
                        .where(which)
                        .orderBy(SERIES.ID)
                        .limit(most)
                        .offset(offset)
                        .fetch(FilmDirectory::series),
                sql.fetchCount(SERIES, which)));
    }

    private static Title series(Record row) {
        Integer episodes = row.get(EPISODES);
        return new Title(
                row.get(SERIES.ID),
                row.get(SERIES.NAME),
                year(row.get(SERIES.RELEASED)),
                row.get(SERIES.CATEGORY_ID),
                row.get(CATEGORY.NAME),
                row.get(SOURCE.NAME),
                row.get(SERIES.LOGO),
                row.get(SERIES.ADULT),
                episodes == null ? 0 : episodes,
                "",
                Optional.ofNullable(row.get(SERIES.MISSING_SINCE)).map(Instant::ofEpochMilli));
    }

    private Condition named(SearchIndex.Names names, Field<Long> id, Field<String> name, String search) {
        return index.matching(names, id, SearchWords.of(search)).orElseGet(() -> named(name, search));
    }

    private static Condition named(Field<String> name, String search) {
        return Stream.of(search.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(10)
                .map(name::containsIgnoreCase)
                .reduce(DSL.noCondition(), Condition::and);
    }

    private static int year(@Nullable Long released) {
        return released == null ? 0 : released.intValue();
    }
}
