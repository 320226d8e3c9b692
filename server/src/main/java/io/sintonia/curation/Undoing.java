package io.sintonia.curation;

import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.EDIT;
import static io.sintonia.schema.Tables.EDIT_ROW;
import static io.sintonia.schema.Tables.EPISODE;
import static io.sintonia.schema.Tables.MATCH_PROPOSAL;
import static io.sintonia.schema.Tables.MOVIE;
import static io.sintonia.schema.Tables.SERIES;
import static io.sintonia.schema.Tables.SOURCE;
import static io.sintonia.schema.Tables.STREAM_SOURCE;

import io.sintonia.schema.tables.records.EditRecord;
import io.sintonia.schema.tables.records.EditRowRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Takes one edit back. Within the caller's transaction. */
final class Undoing {
    /** More refreshes than any setting waits for before it hides what is missing. */
    private static final long LONG_MISSED = 1_000_000;

    private static final String IMPORT = "import";
    private static final String UNDO = "undo";

    private final DSLContext sql;
    private final Instant now;
    private final String actor;

    Undoing(DSLContext sql, Instant now, String actor) {
        this.sql = sql;
        this.now = now;
        this.actor = actor;
    }

    UndoOutcome undo(long editId) {
        Optional<EditRecord> found =
                sql.selectFrom(EDIT).where(EDIT.ID.eq(editId)).fetchOptional();
        if (found.isEmpty()) {
            return new UndoOutcome.Unknown();
        }
        EditRecord edit = found.get();
        Optional<String> objection = objection(edit);
        if (objection.isPresent()) {
            return new UndoOutcome.Refused(objection.get());
        }
        boolean isImport = edit.getKind().equals(IMPORT);
        Journal journal = Journal.begin(sql, now, actor, UNDO, "undone: " + edit.getSummary());
        List<EditRowRecord> rows = sql.selectFrom(EDIT_ROW)
                .where(EDIT_ROW.EDIT_ID.eq(editId))
                .orderBy(EDIT_ROW.POSITION.desc())
                .fetch();
        for (EditRowRecord row : rows) {
            Kept kept = Kept.named(row.getTableName()).orElseThrow();
            if (!isImport) {
                journal.keep(kept, row.getRowId());
            }
            if (kept == Kept.MATCH_PROPOSAL && row.getBeforeImage() == null) {
                reject(row.getRowId());
            } else {
                restore(kept, row.getRowId(), row.getBeforeImage());
            }
            if (isImport) {
                showAgain(kept, row.getRowId());
            }
        }
        if (isImport) {
            takeAwayWhatWasAdded(editId);
            // not journalled row by row: what it takes away comes back with the list's next change
            sql.update(EDIT)
                    .set(EDIT.UNDOABLE, false)
                    .where(EDIT.ID.eq(journal.editId()))
                    .execute();
        }
        // taken back itself, this undoing leaves the edit as one that holds again
        journal.keep(Kept.EDIT, editId, EDIT.UNDONE_AT);
        sql.update(EDIT)
                .set(EDIT.UNDONE_AT, now.toEpochMilli())
                .where(EDIT.ID.eq(editId))
                .execute();
        return new UndoOutcome.Undone(journal.editId());
    }

    private Optional<String> objection(EditRecord edit) {
        if (edit.getUndoneAt() != null) {
            return Optional.of("it has been undone already");
        }
        if (!edit.getUndoable()) {
            return Optional.of(
                    edit.getKind().equals(IMPORT)
                            ? "it changed too much for its journal"
                            : "what it undid comes back with the source's next change");
        }
        var mine = EDIT_ROW.as("mine");
        var later = EDIT_ROW.as("later");
        // an undoing of what came later than this edit leaves nothing behind that this one would lose
        var undone = EDIT_ROW.as("undone");
        var undoingOfLater = EDIT.KIND
                .eq(UNDO)
                .andExists(sql.selectOne()
                        .from(undone)
                        .where(undone.EDIT_ID.eq(EDIT.ID))
                        .and(undone.TABLE_NAME.eq(EDIT.getName()))
                        .and(undone.ROW_ID.gt(edit.getId())));
        Optional<EditRecord> touched = sql.select(EDIT.fields())
                .from(EDIT)
                .join(later)
                .on(later.EDIT_ID.eq(EDIT.ID))
                .join(mine)
                .on(mine.TABLE_NAME.eq(later.TABLE_NAME).and(mine.ROW_ID.eq(later.ROW_ID)))
                .where(mine.EDIT_ID.eq(edit.getId()))
                .and(EDIT.ID.gt(edit.getId()))
                .and(EDIT.UNDONE_AT.isNull())
                .andNot(undoingOfLater)
                .orderBy(EDIT.ID.desc())
                .limit(1)
                .fetchOptionalInto(EditRecord.class);
        Optional<EditRecord> newer = edit.getSourceId() == null
                ? Optional.empty()
                : sql.selectFrom(EDIT)
                        .where(EDIT.SOURCE_ID.eq(edit.getSourceId()))
                        .and(EDIT.KIND.eq(IMPORT))
                        .and(EDIT.ID.gt(edit.getId()))
                        .and(EDIT.UNDONE_AT.isNull())
                        .orderBy(EDIT.ID.desc())
                        .limit(1)
                        .fetchOptional();
        return touched.or(() -> newer)
                .map(other -> "edit " + other.getId() + " (" + other.getSummary()
                        + ") came later and changed the same: undo that one first");
    }

    /** What was made one and is taken apart again is not to be made one by the next look of the matcher. */
    private void reject(long proposalId) {
        sql.update(MATCH_PROPOSAL)
                .set(MATCH_PROPOSAL.STATE, "rejected")
                .set(MATCH_PROPOSAL.DECIDED_AT, now.toEpochMilli())
                .where(MATCH_PROPOSAL.ID.eq(proposalId))
                .execute();
    }

    private void restore(Kept kept, long rowId, @Nullable String image) {
        Table<?> table = kept.table();
        List<Map<Field<?>, @Nullable Object>> before = image == null ? List.of() : RowImage.rows(image, table);
        if (kept.form() == Kept.Form.ROW && !before.isEmpty()) {
            int changed = sql.update(table)
                    .set(before.getFirst())
                    .where(kept.rows(rowId))
                    .execute();
            if (changed > 0) {
                return;
            }
        }
        sql.deleteFrom(table).where(kept.rows(rowId)).execute();
        boolean isWhole =
                kept.form() != Kept.Form.ROW || before.stream().allMatch(row -> row.size() == table.fields().length);
        if (isWhole) {
            before.forEach(row -> sql.insertInto(table).set(row).execute());
        }
    }

    /**
     * An entry that its source had before the import is shown, also when refreshes that changed nothing, and that no journal
     * tells of, have counted on since and hidden it.
     */
    private void showAgain(Kept kept, long rowId) {
        switch (kept) {
            case STREAM_SOURCE ->
                sql.update(STREAM_SOURCE)
                        .set(STREAM_SOURCE.SHOWN, true)
                        .where(STREAM_SOURCE.ID.eq(rowId).and(STREAM_SOURCE.MISSING_SINCE.isNull()))
                        .execute();
            case MOVIE ->
                sql.update(MOVIE)
                        .set(MOVIE.SHOWN, true)
                        .where(MOVIE.ID.eq(rowId).and(MOVIE.MISSING_SINCE.isNull()))
                        .execute();
            case SERIES ->
                sql.update(SERIES)
                        .set(SERIES.SHOWN, true)
                        .where(SERIES.ID.eq(rowId).and(SERIES.MISSING_SINCE.isNull()))
                        .execute();
            case EPISODE ->
                sql.update(EPISODE)
                        .set(EPISODE.SHOWN, true)
                        .where(EPISODE.ID.eq(rowId).and(EPISODE.MISSING_SINCE.isNull()))
                        .execute();
            case CHANNEL, CATEGORY, EDIT, MATCH_PROPOSAL, CHANNEL_OVERRIDE, BOUQUET_CHANNEL, RULE -> {
                // no entries of a list
            }
        }
    }

    private void takeAwayWhatWasAdded(long editId) {
        sql.update(STREAM_SOURCE)
                .set(STREAM_SOURCE.MISSING_SINCE, now.toEpochMilli())
                .set(STREAM_SOURCE.MISSED, LONG_MISSED)
                .set(STREAM_SOURCE.SHOWN, false)
                .where(STREAM_SOURCE.ADDED_BY.eq(editId))
                .execute();
        sql.update(MOVIE)
                .set(MOVIE.MISSING_SINCE, now.toEpochMilli())
                .set(MOVIE.MISSED, LONG_MISSED)
                .set(MOVIE.SHOWN, false)
                .where(MOVIE.ADDED_BY.eq(editId))
                .execute();
        sql.update(SERIES)
                .set(SERIES.MISSING_SINCE, now.toEpochMilli())
                .set(SERIES.MISSED, LONG_MISSED)
                .set(SERIES.SHOWN, false)
                .where(SERIES.ADDED_BY.eq(editId))
                .execute();
        sql.update(EPISODE)
                .set(EPISODE.MISSING_SINCE, now.toEpochMilli())
                .set(EPISODE.MISSED, LONG_MISSED)
                .set(EPISODE.SHOWN, false)
                .where(EPISODE.ADDED_BY.eq(editId))
                .execute();
        var present = sql.selectOne()
                .from(STREAM_SOURCE)
                .where(STREAM_SOURCE.CHANNEL_ID.eq(CHANNEL.ID).and(STREAM_SOURCE.MISSING_SINCE.isNull()));
        sql.update(CHANNEL)
                .set(CHANNEL.MISSING_SINCE, now.toEpochMilli())
                .where(CHANNEL.ADDED_BY.eq(editId).and(DSL.notExists(present)))
                .execute();
        // its entries are to be taken over again once the list changes, and not before
        sql.update(SOURCE)
                .setNull(SOURCE.ETAG)
                .setNull(SOURCE.LAST_MODIFIED)
                .where(SOURCE.ID.eq(sql.select(EDIT.SOURCE_ID).from(EDIT).where(EDIT.ID.eq(editId))))
                .execute();
    }
}
