package io.sintonia.catalogue;

import io.sintonia.storage.IdSpace;
import org.jooq.DSLContext;

/** Ids of one space, taken many at a time within one transaction; what is left is given back at its end. */
final class IdRun {
    private static final int AT_ONCE = 1000;

    private final DSLContext sql;
    private final IdSpace space;
    private int free;
    private long next;

    IdRun(DSLContext sql, IdSpace space) {
        this.sql = sql;
        this.space = space;
    }

    long take() {
        if (free == 0) {
            free = AT_ONCE;
            next = space.take(sql, AT_ONCE);
        }
        free--;
        return next++;
    }

    void giveBack() {
        if (free > 0) {
            space.giveBack(sql, free);
            free = 0;
        }
    }
}
