package io.sintonia.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/** Rows for one prepared statement, sent a few hundred at a time. Values are bound, so no message of the database quotes them. */
final class RowBatch {
    private static final int ROWS = 500;

    private final DSLContext sql;
    private final Query statement;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /** For a statement with as many parameters as each row will have values. */
    RowBatch(DSLContext sql, Query statement) {
        this.sql = sql;
        this.statement = statement;
    }

    /** Adds a row, its values in the order of the statement's parameters. */
    void add(@Nullable Object... values) {
        rows.add(values);
    }

    boolean isFull() {
        return rows.size() >= ROWS;
    }

    void flush() {
        if (!rows.isEmpty()) {
            sql.batch(statement, rows.toArray(Object[][]::new)).execute();
            rows.clear();
        }
    }
}
