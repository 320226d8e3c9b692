package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.EPISODE;
import static io.sintonia.schema.Tables.MOVIE;
import static io.sintonia.schema.Tables.SERIES;
import static io.sintonia.schema.Tables.SOURCE;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.Select;

/** Names the films and series of every group, without keeping any: three numbers of each row are read. */
final class ShelfRows {
    private static final int ROWS_AT_ONCE = 2000;

    private final DSLContext sql;

    ShelfRows(DSLContext sql) {
        this.sql = sql;
    }

    Shelf movies() {
        return shelf(
                "movie",
                tallies(sql.select(MOVIE.CATEGORY_ID, MOVIE.ID, MOVIE.FINGERPRINT)
                        .from(MOVIE)
                        .join(SOURCE)
                        .on(SOURCE.ID.eq(MOVIE.SOURCE_ID))
                        .where(Shown.MOVIES)),
                Map.of());
    }

    Shelf series() {
        return shelf(
                "series",
                tallies(sql.select(SERIES.CATEGORY_ID, SERIES.ID, SERIES.FINGERPRINT)
                        .from(SERIES)
                        .join(SOURCE)
                        .on(SOURCE.ID.eq(SERIES.SOURCE_ID))
                        .where(Shown.ALL_SERIES)),
                tallies(sql.select(SERIES.CATEGORY_ID, EPISODE.ID, EPISODE.FINGERPRINT)
                        .from(EPISODE)
                        .join(SERIES)
                        .on(SERIES.ID.eq(EPISODE.SERIES_ID))
                        .join(SOURCE)
                        .on(SOURCE.ID.eq(SERIES.SOURCE_ID))
                        .where(Shown.ALL_SERIES.and(Shown.EPISODES))));
    }

    private static Map<Long, Tally> tallies(Select<? extends Record3<Long, Long, Long>> select) {
        Map<Long, Tally> tallies = new HashMap<>();
        try (var rows = select.fetchSize(ROWS_AT_ONCE).fetchLazy()) {
            for (var row : rows) {
                tallies.computeIfAbsent(row.value1(), id -> new Tally()).add(row.value2(), row.value3());
            }
        }
        return tallies;
    }

    private Shelf shelf(String kind, Map<Long, Tally> items, Map<Long, Tally> episodes) {
        List<CategoryGroup> groups = CategoryRows.read(sql, kind);
        return new Shelf(groups.stream()
                .map(group -> new Shelf.Row(
                        group,
                        items.getOrDefault(group.id(), new Tally()),
                        episodes.getOrDefault(group.id(), new Tally())))
                .toList());
    }
}
