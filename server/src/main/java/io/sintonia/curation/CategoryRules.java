package io.sintonia.curation;

import static io.sintonia.schema.Tables.CATEGORY;

import io.sintonia.curation.EditOutcome.Problem;
import io.sintonia.storage.IdSpace;
import java.util.Optional;
import org.jooq.DSLContext;

/** What holds of groups when they are edited. Within the caller's transaction. */
final class CategoryRules {
    private static final int LONGEST_TITLE = 500;

    private CategoryRules() {}

    /** What is wrong with an edit; empty if nothing is. */
    static Optional<Problem> objection(DSLContext sql, CategoryEdit edit) {
        var row = sql.selectFrom(CATEGORY)
                .where(CATEGORY.ID.eq(edit.categoryId()))
                .fetchOptional();
        if (row.isEmpty()) {
            return Optional.of(new Problem("id", "there is no group " + edit.categoryId()));
        }
        if (edit.title().filter(title -> title.length() > LONGEST_TITLE).isPresent()) {
            return Optional.of(new Problem("title", "expected at most " + LONGEST_TITLE + " characters"));
        }
        if (edit.mergedInto().isEmpty() || edit.mergedInto().getAsLong() == 0) {
            return Optional.empty();
        }
        var into = sql.selectFrom(CATEGORY)
                .where(CATEGORY.ID.eq(edit.mergedInto().getAsLong()))
                .and(CATEGORY.KIND.eq(row.get().getKind()))
                .and(CATEGORY.ID.ne(edit.categoryId()))
                .fetchOptional();
        if (into.isEmpty()) {
            return Optional.of(new Problem("merged_into", "expected another group of the same kind"));
        }
        return into.get().getMergedInto() == null
                ? Optional.empty()
                : Optional.of(new Problem("merged_into", "expected a group that is not merged into another itself"));
    }

    /** The group of channels of that name; made if there is none. */
    static long ensure(DSLContext sql, String name) {
        Optional<Long> known = sql.select(CATEGORY.ID)
                .from(CATEGORY)
                .where(CATEGORY.KIND.eq("live").and(CATEGORY.NAME.eq(name)))
                .fetchOptional(CATEGORY.ID);
        if (known.isPresent()) {
            return known.get();
        }
        long id = IdSpace.CATEGORY.take(sql);
        sql.insertInto(CATEGORY)
                .set(CATEGORY.ID, id)
                .set(CATEGORY.KIND, "live")
                .set(CATEGORY.NAME, name)
                .set(CATEGORY.POSITION, id)
                .set(CATEGORY.HIDDEN, false)
                .execute();
        return id;
    }
}
