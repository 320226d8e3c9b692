package io.sintonia.catalogue;

import io.sintonia.storage.IdSpace;
import java.time.Instant;
import org.jooq.DSLContext;

/** What the parts of one import share: its transaction, its source, its moment, its journal, the groups, the ids. */
record ImportScope(
        DSLContext sql, long sourceId, Instant now, ImportJournal journal, GroupIds groups, IdRun playableIds) {
    static ImportScope of(DSLContext sql, long sourceId, Instant now, ImportJournal journal) {
        return new ImportScope(sql, sourceId, now, journal, new GroupIds(sql), new IdRun(sql, IdSpace.PLAYABLE));
    }
}
