package io.sintonia.catalogue;

import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/**
 * Rows for one prepared statement, sent a few hundred at a time, past jOOQ: a million rows are not rendered one by one.
 * Values are bound, so no message of the database quotes them.
 */
final class RowBatch {
    static final int ROWS = 500;

    private final DSLContext sql;
    private final String statement;
    private final List<@Nullable Object[]> rows = new ArrayList<>(ROWS);

    /** For a statement with as many parameters as each row will have values. */
    RowBatch(DSLContext sql, Query statement) {
        this.sql = sql;
        this.statement = statement.getSQL();
    }

    /** Adds a row, its values in the order of the statement's parameters. */
    void add(@Nullable Object... values) {
        rows.add(values);
    }

    boolean isFull() {
        return rows.size() >= ROWS;
    }

    void flush() {
        if (rows.isEmpty()) {
            return;
        }
        sql.connection(connection -> {
            try (PreparedStatement prepared = connection.prepareStatement(statement)) {
                for (@Nullable Object[] row : rows) {
                    for (int i = 0; i < row.length; i++) {
                        prepared.setObject(i + 1, row[i]);
                    }
                    prepared.addBatch();
                }
                prepared.executeBatch();
            }
        });
        rows.clear();
    }
}
