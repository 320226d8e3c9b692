package io.sintonia.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Rows of one table that an import adds and changes, in batches; how changed ones were goes to the journal first. */
final class TableRows {
    private final DSLContext sql;
    private final Table<?> table;
    private final Field<Long> id;
    private final ImportJournal journal;
    private final List<Field<?>> changed;
    private final RowBatch inserts;
    private final RowBatch updates;
    /** Waiting for the journal; each with its id last. */
    private final List<@Nullable Object[]> changes = new ArrayList<>(RowBatch.ROWS);

    /**
     * @param said columns that both an added and a changed row have
     * @param added columns of an added row alone, besides the id
     * @param changedToo columns of a changed row alone
     */
    TableRows(
            DSLContext sql,
            Table<?> table,
            ImportJournal journal,
            List<Field<?>> said,
            List<Field<?>> added,
            List<Field<?>> changedToo) {
        this.sql = sql;
        this.table = table;
        this.id = Objects.requireNonNull(table.field("id", Long.class), "every table has an id");
        this.journal = journal;
        this.changed = new ArrayList<>(said);
        changed.addAll(changedToo);
        List<Field<?>> inserted = new ArrayList<>(said);
        inserted.addAll(added);
        inserted.add(id);
        this.inserts =
                new RowBatch(sql, sql.insertInto(table, inserted).values(Collections.nCopies(inserted.size(), null)));
        Map<Field<?>, Object> values = new LinkedHashMap<>();
        changed.forEach(column -> values.put(column, DSL.param(column.getName(), column)));
        this.updates = new RowBatch(sql, sql.update(table).set(values).where(id.eq(DSL.param("id", id))));
    }

    /** Adds a row. */
    void insert(long rowId, @Nullable Object[] said, @Nullable Object... added) {
        inserts.add(joined(said, added, rowId));
    }

    /** Changes a row. */
    void change(long rowId, @Nullable Object[] said, @Nullable Object... changedToo) {
        changes.add(joined(said, changedToo, rowId));
    }

    private static @Nullable Object[] joined(@Nullable Object[] said, @Nullable Object[] more, long rowId) {
        @Nullable Object[] row = Arrays.copyOf(said, said.length + more.length + 1);
        System.arraycopy(more, 0, row, said.length, more.length);
        row[row.length - 1] = rowId;
        return row;
    }

    boolean isFull() {
        return inserts.isFull() || changes.size() >= RowBatch.ROWS;
    }

    void flush() {
        inserts.flush();
        if (changes.isEmpty()) {
            return;
        }
        if (journal.keepsImages()) {
            note();
        }
        changes.forEach(updates::add);
        changes.clear();
        updates.flush();
    }

    private void note() {
        Map<Long, @Nullable Object[]> rows = new HashMap<>();
        changes.forEach(row -> rows.put((Long) Objects.requireNonNull(row[row.length - 1]), row));
        List<Field<?>> columns = new ArrayList<>(changed);
        columns.add(id);
        for (Record before :
                sql.select(columns).from(table).where(id.in(rows.keySet())).fetch()) {
            long rowId = Objects.requireNonNull(before.get(id));
            @Nullable Object[] after = rows.getOrDefault(rowId, new Object[0]);
            Map<String, @Nullable Object> image = new LinkedHashMap<>();
            for (int i = 0; i < changed.size(); i++) {
                Object old = before.get(i);
                if (!Objects.equals(old, after[i])) {
                    image.put(changed.get(i).getName(), old);
                }
            }
            journal.note(table, rowId, image);
        }
    }
}
