package io.sintonia.storage;

import static io.sintonia.schema.Tables.ID_SPACE;

import java.util.Locale;
import org.jooq.DSLContext;

/** Where ids come from: each space counts up from 1 and never gives an id twice, also after its row was deleted. */
public enum IdSpace {
    /** Channels, films and episodes: one space, since a player's URL does not say which kind it asks for. */
    PLAYABLE,
    CATEGORY,
    SOURCE,
    STREAM_SOURCE,
    BOUQUET,
    ACCOUNT,
    ADMINISTRATOR,
    IMPORT_REPORT,
    PLAY,
    SERIES,
    EDIT,
    RULE,
    MATCH_PROPOSAL,
    GUIDE,
    GUIDE_REPORT;

    /** Takes {@code count} ids in a row within the caller's transaction, and answers the first. */
    public long take(DSLContext transaction, int count) {
        String name = spaceName();
        // written before it is read: whoever comes second, also from another node, waits at the row for the first one's
        // end
        transaction
                .update(ID_SPACE)
                .set(ID_SPACE.NEXT_ID, ID_SPACE.NEXT_ID.plus(count))
                .where(ID_SPACE.NAME.eq(name))
                .execute();
        long next = transaction
                .selectFrom(ID_SPACE)
                .where(ID_SPACE.NAME.eq(name))
                .fetchSingle()
                .getNextId();
        return next - count;
    }

    /** Takes one id. */
    public long take(DSLContext transaction) {
        return take(transaction, 1);
    }

    /** Gives the last {@code count} ids back that this same transaction took and did not use. */
    public void giveBack(DSLContext transaction, int count) {
        transaction
                .update(ID_SPACE)
                .set(ID_SPACE.NEXT_ID, ID_SPACE.NEXT_ID.minus(count))
                .where(ID_SPACE.NAME.eq(spaceName()))
                .execute();
    }

    private String spaceName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
