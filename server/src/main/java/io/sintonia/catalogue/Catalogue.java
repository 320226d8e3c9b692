package io.sintonia.catalogue;

import io.sintonia.changes.Change;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.storage.Database;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;

/** Holds the current snapshot of the catalogue and swaps it after each commit. */
public final class Catalogue {
    /** The room's name in the change feed. */
    public static final String ROOM = "catalogue";

    private final Database database;
    private final InstantSource clock;
    private final ReentrantLock oneReader = new ReentrantLock();
    private volatile CatalogueSnapshot current;
    private long loads;

    /** Reads the catalogue once, and again after every change of it that {@code changes} tells. */
    public Catalogue(Database database, ChangeFeed changes, InstantSource clock) {
        this.database = database;
        this.clock = clock;
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

    private void reloadAfter(Change change) {
        if (change.room().equals(ROOM)) {
            oneReader.lock();
            try {
                current = load();
            } finally {
                oneReader.unlock();
            }
        }
    }

    private CatalogueSnapshot load() {
        String version = Long.toString(clock.millis(), 36) + "-" + Long.toString(++loads, 36);
        return database.read(sql -> new SnapshotRows(sql).snapshot(version));
    }
}
