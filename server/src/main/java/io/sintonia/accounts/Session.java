package io.sintonia.accounts;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One admitted connection. It holds, alone or with others of the same device and item, a seat of its account until it is
 * closed. Closing twice is fine, from any thread.
 */
public final class Session implements AutoCloseable {
    private final Sessions sessions;
    private final Account account;
    private final long item;
    private final Client client;
    private final Instant since;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean evicted = new AtomicBoolean();
    private final AtomicReference<Runnable> onEviction = new AtomicReference<>(Session::nothing);

    Session(Sessions sessions, Account account, long item, Client client, Instant since) {
        this.sessions = sessions;
        this.account = account;
        this.item = item;
        this.client = client;
        this.since = since;
    }

    public Account account() {
        return account;
    }

    /** The channel, film or episode. */
    public long item() {
        return item;
    }

    public Client client() {
        return client;
    }

    public Instant since() {
        return since;
    }

    /** Whether the seat was taken away: by a newer session, or because the account may no longer play. */
    public boolean isEvicted() {
        return evicted.get();
    }

    /** What is to happen when the seat is taken away; runs at once if it already was. Must not block. */
    public void onEviction(Runnable action) {
        onEviction.set(action);
        if (evicted.get()) {
            runOnce();
        }
    }

    void evict() {
        evicted.set(true);
        runOnce();
    }

    private void runOnce() {
        onEviction.getAndSet(Session::nothing).run();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            sessions.leave(this);
        }
    }

    private static void nothing() {}
}
