package io.sintonia.channellog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The file of one segment: it has a name until it is deleted, and is open while somebody holds it.
 *
 * <p>Opening and deleting may meet, and no lock orders them, since the file system does: a name is used once, so whoever
 * opens it before it is deleted has this segment's bytes for as long as it holds them, and whoever comes later has
 * nothing. Two who open at once agree by compare-and-set; the one that lost closes its own. From any thread.
 */
final class SegmentFile {
    private final SegmentStore store;
    private final String name;
    private final AtomicReference<Held> held;
    private volatile boolean deleted;

    private SegmentFile(SegmentStore store, String name, Held created) {
        this.store = store;
        this.name = name;
        this.held = new AtomicReference<>(created);
    }

    /** A descriptor and how many use it. One that has come to zero is closed and stays so; another is opened. */
    private static final class Held {
        /** What is there while nobody holds the file; it is the same for all, so that a file at rest costs nothing. */
        static final Held NOBODY = new Held(null, 0);

        private final @Nullable FileChannel file;
        private final AtomicInteger holders;

        Held(@Nullable FileChannel file, int holders) {
            this.file = file;
            this.holders = new AtomicInteger(holders);
        }

        boolean tryJoin() {
            for (int seen = holders.get(); seen > 0; seen = holders.get()) {
                if (holders.compareAndSet(seen, seen + 1)) {
                    return true;
                }
            }
            return false;
        }

        void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }
    }

    /** Makes a file that did not exist, held by the caller. */
    static SegmentFile create(SegmentStore store, String name) throws IOException {
        FileChannel file = FileChannel.open(
                store.directory().resolve(name),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        return new SegmentFile(store, name, new Held(file, 1));
    }

    /**
     * Holds the file open; opens it if nobody does, which takes some microseconds.
     *
     * @return false if it was deleted, or the process may not open another file
     */
    boolean tryHold() {
        while (true) {
            Held now = held.get();
            if (now.tryJoin()) {
                return true;
            }
            Held opened = deleted ? Held.NOBODY : open();
            if (opened == Held.NOBODY) {
                return false;
            }
            if (held.compareAndSet(now, opened)) {
                return true;
            }
            close(opened);
        }
    }

    private Held open() {
        try {
            return new Held(FileChannel.open(path(), StandardOpenOption.READ), 1);
        } catch (NoSuchFileException e) {
            return Held.NOBODY; // deleted in between
        } catch (IOException e) {
            store.couldNotOpen(e);
            return Held.NOBODY;
        }
    }

    /** Lets go of it; the last one closes it. */
    void letGo() {
        // whoever lets go has held it until now, so this is the one it holds
        Held mine = held.get();
        if (mine.holders.decrementAndGet() == 0) {
            held.compareAndSet(mine, Held.NOBODY);
            close(mine);
        }
    }

    private void close(Held unused) {
        try {
            unused.close();
        } catch (IOException e) {
            store.couldNotClose(e);
        }
    }

    /** The open file. Only for who holds it. */
    FileChannel channel() {
        FileChannel open = held.get().file;
        if (open == null) {
            throw new IllegalStateException("nobody holds segment " + name);
        }
        return open;
    }

    /** Takes the name away; who holds the file reads on. Once. */
    void delete() throws IOException {
        deleted = true;
        Files.deleteIfExists(path());
    }

    boolean isDeleted() {
        return deleted;
    }

    private Path path() {
        return store.directory().resolve(name);
    }
}
