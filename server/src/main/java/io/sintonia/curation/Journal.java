package io.sintonia.curation;

import static io.sintonia.schema.Tables.EDIT;
import static io.sintonia.schema.Tables.EDIT_ROW;

import io.sintonia.storage.IdSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Keeps what one edit is about to change, as it was before. Within the edit's transaction. */
final class Journal {
    /** Edits by hand that can be undone; older ones are forgotten. Those of imports have a limit of their own. */
    private static final int EDITS_KEPT = 500;

    private final DSLContext sql;
    private final long editId;
    private final Set<String> kept = new HashSet<>();
    private long position;

    private Journal(DSLContext sql, long editId) {
        this.sql = sql;
        this.editId = editId;
    }

    /** Begins the journal of an edit. */
    static Journal begin(DSLContext sql, Instant now, String actor, String kind, String summary) {
        long id = IdSpace.EDIT.take(sql);
        sql.insertInto(EDIT)
                .set(EDIT.ID, id)
                .set(EDIT.AT, now.toEpochMilli())
                .set(EDIT.ACTOR, cut(actor, 200))
                .set(EDIT.KIND, kind)
                .set(EDIT.SUMMARY, cut(summary, 1000))
                .set(EDIT.UNDOABLE, true)
                .execute();
        var newest = sql.select(EDIT.ID)
                .from(EDIT)
                .where(EDIT.SOURCE_ID.isNull())
                .orderBy(EDIT.ID.desc())
                .limit(EDITS_KEPT);
        sql.deleteFrom(EDIT)
                .where(EDIT.SOURCE_ID.isNull().and(EDIT.ID.notIn(newest)))
                .execute();
        return new Journal(sql, id);
    }

    long editId() {
        return editId;
    }

    /** Keeps these columns of a row, or the whole row, or all rows of a set; once an edit. */
    void keep(Kept what, long rowId, Field<?>... columns) {
        if (!kept.add(what.name() + rowId)) {
            return;
        }
        List<? extends Record> rows = columns.length == 0
                ? sql.selectFrom(what.table()).where(what.rows(rowId)).fetch()
                : sql.select(columns).from(what.table()).where(what.rows(rowId)).fetch();
        boolean isMissing = what.form() == Kept.Form.ROW && rows.isEmpty();
        insert(what, rowId, isMissing ? null : RowImage.of(rows));
    }

    /** Keeps all rows of several sets, the rows of which are few. */
    void keepSets(Kept what, List<Long> ids) {
        Map<Long, List<Record>> rows = new HashMap<>();
        for (Record row : sql.selectFrom(what.table()).where(what.key().in(ids)).fetch()) {
            rows.computeIfAbsent(row.get(what.key()), _ -> new ArrayList<>()).add(row);
        }
        BatchBindStep inserts = sql.batch(
                "insert into edit_row (edit_id, position, table_name, row_id, before_image) values (?, ?, ?, ?, ?)");
        for (long id : ids) {
            if (kept.add(what.name() + id)) {
                String image = RowImage.of(rows.getOrDefault(id, List.of()));
                inserts = inserts.bind(editId, position++, what.table().getName(), id, image);
            }
        }
        if (inserts.size() > 0) {
            inserts.execute();
        }
    }

    /** Notes that a row is about to be made. */
    void made(Kept what, long rowId) {
        if (kept.add(what.name() + rowId)) {
            insert(what, rowId, null);
        }
    }

    private void insert(Kept what, long rowId, @Nullable String image) {
        sql.insertInto(EDIT_ROW)
                .set(EDIT_ROW.EDIT_ID, editId)
                .set(EDIT_ROW.POSITION, position++)
                .set(EDIT_ROW.TABLE_NAME, what.table().getName())
                .set(EDIT_ROW.ROW_ID, rowId)
                .set(EDIT_ROW.BEFORE_IMAGE, image)
                .execute();
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
