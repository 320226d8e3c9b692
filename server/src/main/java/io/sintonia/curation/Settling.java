package io.sintonia.curation;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.changes.Change;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.curation.matching.MatchPlan;
import io.sintonia.storage.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that what rules need is in the tables ({@link Aftermath}), and that channels of different sources that are one are found
 * ({@link MatchRound}), after each change of the catalogue: on a virtual thread of its own, one time for all changes that came meanwhile.
 */
final class Settling implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
    /** What it tells itself, and does not hear. */
    private static final String SETTLED = "settled";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Database database;
    private final ChangeFeed changes;
    private final InstantSource clock;
    private final MatchRound matching;
    private final Semaphore due = new Semaphore(0);
    private final Thread thread;
    /** Whether channels may be others than when they were compared last. */
    private volatile boolean othersCame = true;

    private volatile boolean closed;

    private Settling(Database database, ChangeFeed changes, InstantSource clock, CurationSettings settings) {
        this.database = database;
        this.changes = changes;
        this.clock = clock;
        this.matching = new MatchRound(settings);
        this.thread = Thread.ofVirtual().name("curation").unstarted(this::run);
    }

    /** Begins, with a first look. */
    static Settling begin(Database database, ChangeFeed changes, InstantSource clock, CurationSettings settings) {
        Settling settling = new Settling(database, changes, clock, settings);
        changes.subscribe(settling::hear);
        settling.due.release();
        settling.thread.start();
        return settling;
    }

    private void hear(Change change) {
        if (change.room().equals(Catalogue.ROOM) && !change.kind().equals(SETTLED)) {
            othersCame |= !change.kind().equals(Edits.CHANGE);
            due.release();
        }
    }

    private void run() {
        try {
            while (!closed) {
                due.acquire();
                due.drainPermits();
                if (!closed) {
                    settle();
                }
            }
        } catch (InterruptedException e) {
            // closed
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
        closed = true;
        due.release();
        try {
            var _ = thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
