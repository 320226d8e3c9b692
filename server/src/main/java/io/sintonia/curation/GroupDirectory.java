package io.sintonia.curation;

import static io.sintonia.schema.Tables.CATEGORY;
import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.MOVIE;
import static io.sintonia.schema.Tables.SERIES;

import io.sintonia.schema.tables.records.CategoryRecord;
import io.sintonia.storage.Database;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Groups of channels, films and series as their owner sees them, hidden and merged ones too. Blocks; any thread. */
public final class GroupDirectory {
    private final Database database;

    public GroupDirectory(Database database) {
        this.database = database;
    }

    /**
     * A group.
     *
     * @param kind {@code live}, {@code movie} or {@code series}
     * @param name what the sources call it
     * @param title the owner's name for it
     * @param position among the groups of its kind
     * @param mergedInto the group in which its channels are shown
     * @param items how many channels, films or series the sources have in it now
     */
    public record Group(
            long id,
            String kind,
            String name,
            Optional<String> title,
            boolean hidden,
            long position,
            Optional<Long> mergedInto,
            long items) {}

    /** The groups of a kind, or of all, in order of display. */
    public List<Group> all(Optional<String> kind) {
        return find(kind.map(CATEGORY.KIND::eq).orElse(DSL.noCondition()));
    }

    /** One group. */
    public Optional<Group> group(long id) {
        return find(CATEGORY.ID.eq(id)).stream().findFirst();
    }

    private List<Group> find(Condition which) {
        return database.read(sql -> {
            Map<Long, Integer> items = items(sql);
            return sql.selectFrom(CATEGORY)
                    .where(which)
                    .orderBy(CATEGORY.KIND, CATEGORY.POSITION, CATEGORY.ID)
                    .fetch(row -> group(row, items));
        });
    }

    private static Group group(CategoryRecord row, Map<Long, Integer> items) {
        return new Group(
                row.getId(),
                row.getKind(),
                row.getName(),
                Optional.ofNullable(row.getTitle()),
                row.getHidden(),
                row.getPosition(),
                Optional.ofNullable(row.getMergedInto()),
                items.getOrDefault(row.getId(), 0));
    }

    private static Map<Long, Integer> items(DSLContext sql) {
        Map<Long, Integer> items = new HashMap<>();
        items.putAll(sql.select(CHANNEL.CATEGORY_ID, DSL.count())
                .from(CHANNEL)
                .where(CHANNEL.MISSING_SINCE.isNull().and(CHANNEL.MERGED_INTO.isNull()))
                .groupBy(CHANNEL.CATEGORY_ID)
                .fetchMap(CHANNEL.CATEGORY_ID, DSL.count()));
        items.putAll(sql.select(MOVIE.CATEGORY_ID, DSL.count())
                .from(MOVIE)
                .where(MOVIE.MISSING_SINCE.isNull())
                .groupBy(MOVIE.CATEGORY_ID)
                .fetchMap(MOVIE.CATEGORY_ID, DSL.count()));
        items.putAll(sql.select(SERIES.CATEGORY_ID, DSL.count())
                .from(SERIES)
                .where(SERIES.MISSING_SINCE.isNull())
                .groupBy(SERIES.CATEGORY_ID)
                .fetchMap(SERIES.CATEGORY_ID, DSL.count()));
        return items;
    }
}
