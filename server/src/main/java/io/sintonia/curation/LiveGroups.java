package io.sintonia.curation;

import static io.sintonia.schema.Tables.CATEGORY;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The groups of channels, hidden ones too, each with the one in which it is shown. Immutable once read. */
final class LiveGroups {
    /** A chain of merged groups longer than this is taken for a circle. */
    private static final int LONGEST_CHAIN = 20;

    private final Map<Long, Row> rows = new HashMap<>();
    private final Map<String, Row> byName = new HashMap<>();

    private record Row(
            long id,
            String name,
            String title,
            boolean hidden,
            @Nullable Long mergedInto) {}

    /**
     * Where a channel is shown.
     *
     * @param hidden whether its channels are in no lineup
     */
    record Place(long id, String title, boolean hidden) {}

    static LiveGroups read(DSLContext sql) {
        LiveGroups groups = new LiveGroups();
        sql.selectFrom(CATEGORY).where(CATEGORY.KIND.eq("live")).forEach(row -> {
            String title = row.getTitle() == null || row.getTitle().isBlank() ? row.getName() : row.getTitle();
            Row group = new Row(row.getId(), row.getName(), title, row.getHidden(), row.getMergedInto());
            groups.rows.put(group.id(), group);
            groups.byName.put(group.name(), group);
        });
        return groups;
    }

    /** What the sources call it; empty for one that is not there. */
    String nameOf(long id) {
        Row row = rows.get(id);
        return row == null ? "" : row.name();
    }

    Optional<Place> place(long id) {
        return Optional.ofNullable(rows.get(id)).map(this::place);
    }

    Optional<Place> placeOfName(String name) {
        return Optional.ofNullable(byName.get(name)).map(this::place);
    }

    private Place place(Row own) {
        Row shown = own;
        for (int step = 0; shown.mergedInto() != null && step < LONGEST_CHAIN; step++) {
            Row next = rows.get(shown.mergedInto());
            if (next == null) {
                break;
            }
            shown = next;
        }
        return new Place(shown.id(), shown.title(), own.hidden() || shown.hidden());
    }
}
