package io.sintonia.curation;

import io.sintonia.schema.Tables;
import java.util.Arrays;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** What the journal keeps images of: single rows, or all rows that belong to one thing. */
enum Kept {
    CHANNEL(Tables.CHANNEL, Tables.CHANNEL.ID, Form.ROW),
    STREAM_SOURCE(Tables.STREAM_SOURCE, Tables.STREAM_SOURCE.ID, Form.ROW),
    MOVIE(Tables.MOVIE, Tables.MOVIE.ID, Form.ROW),
    SERIES(Tables.SERIES, Tables.SERIES.ID, Form.ROW),
    EPISODE(Tables.EPISODE, Tables.EPISODE.ID, Form.ROW),
    CATEGORY(Tables.CATEGORY, Tables.CATEGORY.ID, Form.ROW),
    MATCH_PROPOSAL(Tables.MATCH_PROPOSAL, Tables.MATCH_PROPOSAL.ID, Form.ROW),
    /** An edit of the journal itself: whether it has been undone. */
    EDIT(Tables.EDIT, Tables.EDIT.ID, Form.ROW),
    /** All that was said by hand of one channel. */
    CHANNEL_OVERRIDE(Tables.CHANNEL_OVERRIDE, Tables.CHANNEL_OVERRIDE.CHANNEL_ID, Form.SET),
    /** The single channels of one bouquet. */
    BOUQUET_CHANNEL(Tables.BOUQUET_CHANNEL, Tables.BOUQUET_CHANNEL.BOUQUET_ID, Form.SET),
    /** All rules; row 0. */
    RULE(Tables.RULE, Tables.RULE.ID, Form.WHOLE);

    /** How a row id is understood. */
    enum Form {
        ROW,
        SET,
        WHOLE
    }

    @SuppressWarnings("ImmutableEnumChecker") // the generated tables are constants
    private final Table<?> table;

    @SuppressWarnings("ImmutableEnumChecker") // and so are their columns
    private final Field<Long> key;

    private final Form form;

    Kept(Table<?> table, Field<Long> key, Form form) {
        this.table = table;
        this.key = key;
        this.form = form;
    }

    /** By the table's name as the journal has it. */
    static Optional<Kept> named(String name) {
        return Arrays.stream(values())
                .filter(kept -> kept.table.getName().equalsIgnoreCase(name))
                .findFirst();
    }

    Table<?> table() {
        return table;
    }

    /** The column of row ids. */
    Field<Long> key() {
        return key;
    }

    Form form() {
        return form;
    }

    Condition rows(long rowId) {
        return form == Form.WHOLE ? DSL.trueCondition() : key.eq(rowId);
    }
}
