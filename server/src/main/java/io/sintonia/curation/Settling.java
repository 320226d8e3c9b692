package io.sintonia.curation;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.changes.Change;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.curation.matching.MatchPlan;
import io.sintonia.storage.Database;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that what rules need is in the tables ({@link Aftermath}), and that channels of different sources that are one are found
 * ({@link MatchRound}), after each change of the catalogue.
 */
final class Settling implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
    /** What it tells itself, and does not hear. */
    private static final String SETTLED = "settled";

    private final Database database;
    private final ChangeFeed changes;
    private final InstantSource clock;
    private final MatchRound matching;
    private final Afterwards afterwards = new Afterwards("curation", this::settle);
    /** Whether channels may be others than when they were compared last. */
    private volatile boolean othersCame = true;

    private Settling(Database database, ChangeFeed changes, InstantSource clock, CurationSettings settings) {
        this.database = database;
        this.changes = changes;
        this.clock = clock;
        this.matching = new MatchRound(settings);
    }

    /** Begins, with a first look. */
    static Settling begin(Database database, ChangeFeed changes, InstantSource clock, CurationSettings settings) {
        Settling settling = new Settling(database, changes, clock, settings);
        changes.subscribe(settling::hear);
        settling.afterwards.start();
        return settling;
    }

    private void hear(Change change) {
        if (change.room().equals(Catalogue.ROOM) && !change.kind().equals(SETTLED)) {
            othersCame |= !change.kind().equals(Edits.CHANGE);
            afterwards.changed();
        }
    }

    private void settle() {
        try {
            int written = database.write(sql -> new Aftermath(sql).settle());
            if (othersCame) {
                othersCame = false;
                MatchPlan plan = database.read(matching::plan);
                written += database.write(sql -> matching.apply(sql, clock.instant(), plan));
            }
            if (written > 0) {
                changes.tell(new Change(Catalogue.ROOM, SETTLED, 0));
            }
        } catch (RuntimeException e) {
            LOG.error("what rules and matches need could not be written; it is tried again at the next change", e);
        }
    }

    /** Waits, a few seconds at the most, for what is being written. */
    @Override
    public void close() {
        afterwards.close();
    }
}
