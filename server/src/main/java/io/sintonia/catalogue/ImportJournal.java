package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.EDIT;
import static io.sintonia.schema.Tables.EDIT_ROW;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sintonia.storage.IdSpace;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * What an import changes, as it was before: one row of {@code edit}, and for every row that is changed one of
 * {@code edit_row} with the changed columns alone, as a JSON object of column names. Undone from the last position to the
 * first, it restores exactly; what was added has the edit's id in its {@code added_by}. Within the import's transaction.
 *
 * @see <a href="file:docs/decisions/0022-change-sets-of-a-million.md">docs/decisions/0022</a>
 */
final class ImportJournal {
    /** More changed rows than this are not written down: the import cannot be undone then. */
    static final long MOST_ROWS = 100_000;

    private static final int EDITS_KEPT = 20;
    private static final String KIND = "import";
    private static final JsonFactory JSON = new JsonFactory();

    /** Whether what was before is written down. */
    enum Images {
        KEPT,
        LEFT_OUT
    }

    private final DSLContext sql;
    private final long editId;
    private final Images images;
    private final @Nullable RowBatch rows;
    private long position;

    private ImportJournal(DSLContext sql, long editId, Images images) {
        this.sql = sql;
        this.editId = editId;
        this.images = images;
        this.rows = images == Images.LEFT_OUT
                ? null
                : new RowBatch(
                        sql,
                        sql.insertInto(
                                        EDIT_ROW,
                                        EDIT_ROW.EDIT_ID,
                                        EDIT_ROW.POSITION,
                                        EDIT_ROW.TABLE_NAME,
                                        EDIT_ROW.ROW_ID,
                                        EDIT_ROW.BEFORE_IMAGE)
                                .values(Collections.nCopies(5, null)));
    }

    /** For changes that nobody undoes. */
    static ImportJournal none(DSLContext sql) {
        return new ImportJournal(sql, 0, Images.LEFT_OUT);
    }

    /** Begins an import's edit. */
    static ImportJournal begin(DSLContext sql, long sourceId, Instant now, Images images) {
        long id = IdSpace.EDIT.take(sql);
        sql.insertInto(EDIT)
                .set(EDIT.ID, id)
                .set(EDIT.AT, now.toEpochMilli())
                .set(EDIT.ACTOR, KIND)
                .set(EDIT.KIND, KIND)
                .set(EDIT.SUMMARY, "")
                .set(EDIT.SOURCE_ID, sourceId)
                .set(EDIT.UNDOABLE, images == Images.KEPT)
                .execute();
        return new ImportJournal(sql, id, images);
    }

    /** The edit's id; 0 if there is none. */
    long editId() {
        return editId;
    }

    boolean keepsImages() {
        return images == Images.KEPT;
    }

    /** Notes how the changed columns of a row were. */
    void note(Table<?> table, long id, Map<String, @Nullable Object> before) {
        if (rows == null || before.isEmpty()) {
            return;
        }
        rows.add(editId, position++, table.getName(), id, json(before));
        if (rows.isFull()) {
            rows.flush();
        }
    }

    /** Ends the edit, and lets the oldest ones of its source go. */
    void finish(long sourceId, long reportId, String summary) {
        if (rows != null) {
            rows.flush();
        }
        sql.update(EDIT)
                .set(EDIT.SUMMARY, summary)
                .set(EDIT.REPORT_ID, reportId)
                .where(EDIT.ID.eq(editId))
                .execute();
        var newest = sql.select(EDIT.ID)
                .from(EDIT)
                .where(EDIT.SOURCE_ID.eq(sourceId).and(EDIT.KIND.eq(KIND)))
                .orderBy(EDIT.ID.desc())
                .limit(EDITS_KEPT);
        sql.deleteFrom(EDIT)
                .where(EDIT.SOURCE_ID.eq(sourceId).and(EDIT.KIND.eq(KIND)).and(EDIT.ID.notIn(newest)))
                .execute();
    }

    private static String json(Map<String, @Nullable Object> before) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, @Nullable Object> column : before.entrySet()) {
                json.writeFieldName(column.getKey());
                write(json, column.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Boolean flag -> json.writeBoolean(flag);
            case Number number -> json.writeNumber(number.longValue());
            default -> json.writeString(value.toString());
        }
    }
}
