package io.sintonia.channellog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One file of a channel's log: appended to by the log's owner, read by anyone who holds a reference, never truncated.
 *
 * <p>The bytes up to {@link #length()} never change. The file is open while it is written or held by a reader, and for
 * the newest few; the others have only their names. It is deleted when the log drops the segment; who still holds a
 * reference reads on, since the file stays open until the last reference is given back.
 */
public final class LogSegment {
    private final SegmentStore store;
    private final SegmentFile file;
    private final long sequence;
    private final SegmentStart start;
    /** The log's one, one for each reader, and after the log's end one of the segment before it. */
    private final AtomicInteger references = new AtomicInteger(1);

    private volatile long length;
    private volatile @Nullable LogSegment next;
    /** The follower, if this segment holds a reference to it; set before the log gives its own back. */
    private volatile @Nullable LogSegment kept;

    private volatile @Nullable Duration duration;
    /** Whether the log itself holds the file open; the owner's alone. */
    private boolean attended = true;

    LogSegment(SegmentStore store, String fileName, long sequence, SegmentStart start) throws IOException {
        this.store = store;
        this.file = SegmentFile.create(store, fileName);
        this.sequence = sequence;
        this.start = start;
    }

    /** The segment's number within its channel: grows by one, never falls; HLS calls it the media sequence number. */
    public long sequence() {
        return sequence;
    }

    /** Bytes published so far; grows until {@link #isComplete()}. */
    public long length() {
        return length;
    }

    /** PAT and PMT that belong before the segment's first byte. */
    public byte[] preamble() {
        return start.preamble();
    }

    /** Whether the stream's clock or contents break off before this segment. */
    public boolean beginsAnew() {
        return start.beginsAnew();
    }

    /** How many breaks the channel has had before this segment; its own does not count. */
    public long breaksBefore() {
        return start.breaksBefore();
    }

    /** When its first byte arrived. */
    public Instant arrived() {
        return start.arrived();
    }

    /** Whether nothing will be appended any more. */
    public boolean isComplete() {
        return duration != null;
    }

    /** How long it plays; zero while it still grows. */
    public Duration duration() {
        Duration known = duration;
        return known == null ? Duration.ZERO : known;
    }

    /** The open file, for sendfile. Only for holders of a reference; nobody but the last reference closes it. */
    public FileChannel file() {
        return file.channel();
    }

    /**
     * Takes a reference if the segment still exists. Opens its file if nobody else reads it, which takes some
     * microseconds; that may be done on an event loop.
     *
     * @return false if it is gone, and the caller has nothing
     */
    public boolean tryRetain() {
        if (!tryKeep()) {
            return false;
        }
        if (file.tryHold()) {
            return true;
        }
        unkeep();
        return false;
    }

    /** Gives a reference back; the last one closes the file. */
    public void release() {
        file.letGo();
        unkeep();
    }

    private boolean tryKeep() {
        for (int seen = references.get(); seen > 0; seen = references.get()) {
            if (references.compareAndSet(seen, seen + 1)) {
                return true;
            }
        }
        return false;
    }

    private void unkeep() {
        // a loop, since a whole window of segments may hang one on the other
        for (LogSegment here = this; here != null && here.references.decrementAndGet() == 0; here = here.kept) {
            if (!here.file.isDeleted()) {
                here.delete();
            }
        }
    }

    /**
     * Keeps the follower's file for as long as this segment exists. At the log's end nobody else would, and who still
     * reads here is to come to the last byte. Only while the log holds both.
     */
    void keepFollower() {
        LogSegment follower = next;
        if (follower != null && follower.tryKeep()) {
            kept = follower;
        }
    }

    SegmentStart start() {
        return start;
    }

    void write(ByteBuffer bytes, long position) throws IOException {
        FileChannel open = file.channel();
        for (long at = position; bytes.hasRemaining(); ) {
            at += open.write(bytes, at);
        }
    }

    /** Makes bytes visible that have been written before; readers see a length only after its bytes. */
    void publish(long newLength) {
        length = newLength;
    }

    /** Ends the segment; {@code follower} is where readers go on, null at the end of the log. */
    void complete(Duration played, @Nullable LogSegment follower) {
        next = follower;
        duration = played; // last: who sees the segment complete also sees where to go on
    }

    @Nullable
    LogSegment next() {
        return next;
    }

    /** From now on the file is open only while somebody reads it. The owner's; twice is fine. */
    void rest() {
        if (attended) {
            attended = false;
            file.letGo();
        }
    }

    /** Takes the file's name away and gives the log's own reference back. The owner's, once. */
    void drop() {
        delete();
        leave();
    }

    /** Gives the log's own reference back; the file keeps its name until nobody can come to it any more. */
    void leave() {
        rest();
        unkeep();
    }

    private void delete() {
        store.took(-length);
        try {
            file.delete();
        } catch (IOException e) {
            store.couldNotDelete(e);
        }
    }
}
