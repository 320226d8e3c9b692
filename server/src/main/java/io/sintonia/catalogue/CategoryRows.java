package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.CATEGORY;

import io.sintonia.schema.tables.records.CategoryRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/** Reads the categories of one kind: under the owner's title, led to the one they were merged into, hidden ones left out. */
final class CategoryRows {
    /** A chain of merged categories longer than this is taken for a circle. */
    private static final int LONGEST_CHAIN = 20;

    private final Map<Long, CategoryRecord> rows = new HashMap<>();

    private CategoryRows(DSLContext sql, String kind) {
        sql.selectFrom(CATEGORY)
                .where(CATEGORY.KIND.eq(kind))
                .orderBy(CATEGORY.POSITION, CATEGORY.ID)
                .forEach(row -> rows.put(row.getId(), row));
    }

    /** The groups of a kind ({@code live}, {@code movie}, {@code series}) that are shown. */
    static List<CategoryGroup> read(DSLContext sql, String kind) {
        CategoryRows all = new CategoryRows(sql, kind);
        List<CategoryGroup> groups = new ArrayList<>();
        all.rows.values().forEach(row -> all.group(row).ifPresent(groups::add));
        return groups;
    }

    private Optional<CategoryGroup> group(CategoryRecord own) {
        CategoryRecord shown = own;
        for (int step = 0; shown.getMergedInto() != null && step < LONGEST_CHAIN; step++) {
            CategoryRecord next = rows.get(shown.getMergedInto());
            if (next == null) {
                break; // the one it was merged into is gone: it is shown itself again
            }
            shown = next;
        }
        if (own.getHidden() || shown.getHidden()) {
            return Optional.empty();
        }
        Set<String> names = new HashSet<>(List.of(own.getName(), title(own), shown.getName(), title(shown)));
        return Optional.of(new CategoryGroup(
                own.getId(),
                own.getName(),
                new Category(shown.getId(), title(shown), shown.getPosition().intValue()),
                names));
    }

    private static String title(CategoryRecord row) {
        return row.getTitle() == null || row.getTitle().isBlank() ? row.getName() : row.getTitle();
    }
}
