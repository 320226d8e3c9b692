package io.sintonia.catalogue;

import io.sintonia.changes.Change;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.storage.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the current snapshot of the catalogue and swaps it after each commit.
 *
 * <p>Whoever tells a change waits until a snapshot that holds it has been swapped in, so that an edit is seen by whoever made it.
 * Changes that are told while one snapshot is read wait for one more together: however many edits come at once, one reading runs
 * and at most one is due.
 */
public final class Catalogue {
    /** The room's name in the change feed. */
    public static final String ROOM = "catalogue";

    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

    private final Database database;
    private final InstantSource clock;
    private final CurationRules rules;
    private final ReentrantLock oneReader = new ReentrantLock();
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong loads = new AtomicLong();
    private final List<Runnable> afterSwap = new CopyOnWriteArrayList<>();
    private volatile CatalogueSnapshot current;
    private long read; // which of the told changes the current snapshot holds; guarded by oneReader

    /** Reads the catalogue once, and again after every change of it that {@code changes} tells. No rules. */
    public Catalogue(Database database, ChangeFeed changes, InstantSource clock) {
        this(database, changes, clock, CurationRules.NONE);
    }

    /** The same, with the owner's rules. */
    public Catalogue(Database database, ChangeFeed changes, InstantSource clock, CurationRules rules) {
        this.database = database;
        this.clock = clock;
        this.rules = rules;
        oneReader.lock();
        try {
            // first subscribed, then read: what is committed in between is told, waits here, and is read again
            changes.subscribe(this::reloadAfter);
            this.current = load();
        } finally {
            oneReader.unlock();
        }
    }

    /** The catalogue as of the last commit; a volatile read. */
    public CatalogueSnapshot current() {
        return current;
    }

    /** Calls {@code after} whenever another snapshot has been swapped in; it should be quick. */
    public void afterSwap(Runnable after) {
        afterSwap.add(after);
    }

    /** How many snapshots have been read. */
    public long loads() {
        return loads.get();
    }

    private void reloadAfter(Change change) {
        if (change.room().equals(ROOM)) {
            long own = told.incrementAndGet();
            boolean swapped;
            oneReader.lock();
            try {
                swapped = read < own;
                if (swapped) {
                    long upTo = told.get(); // committed before they were told, so this reading holds them
                    current = load();
                    read = upTo;
                }
            } finally {
                oneReader.unlock();
            }
            if (swapped) {
                tell();
            }
        }
    }

    private void tell() {
        for (Runnable after : afterSwap) {
            try {
                after.run();
            } catch (RuntimeException e) {
                LOG.error("a reader of the catalogue failed on a new snapshot; the others are told all the same", e);
            }
        }
    }

    private CatalogueSnapshot load() {
        String version = Long.toString(clock.millis(), 36) + "-" + Long.toString(loads.incrementAndGet(), 36);
        return database.read(sql -> new SnapshotRows(sql, rules).snapshot(version));
    }
}
