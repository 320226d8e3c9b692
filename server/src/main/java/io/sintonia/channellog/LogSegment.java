package io.sintonia.channellog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One file of a channel's log: appended to by the log's owner, read by anyone who holds a reference, never truncated.
 *
 * <p>The bytes up to {@link #length()} never change. The file is deleted when the log drops the segment; who still holds
 * a reference reads on, since the file stays open until the last reference is given back.
 */
public final class LogSegment {
    private final long sequence;
    private final Path path;
    private final FileChannel file;
    private final SegmentStart start;
    private final AtomicInteger references = new AtomicInteger(1);

    private volatile long length;
    private volatile @Nullable LogSegment next;
    /** The follower, if this segment holds a reference to it; set before the log gives its own back. */
    private volatile @Nullable LogSegment kept;

    private volatile @Nullable Duration duration;

    LogSegment(Path path, long sequence, SegmentStart start) throws IOException {
        this.path = path;
        this.sequence = sequence;
        this.start = start;
        this.file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
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
        return file;
    }

    /**
     * Takes a reference if the segment is still open.
     *
     * @return false if it is gone, and the caller has nothing
     */
    public boolean tryRetain() {
        for (int seen = references.get(); seen > 0; seen = references.get()) {
            if (references.compareAndSet(seen, seen + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Gives a reference back; the last one closes the file. */
    public void release() {
        IOException failed = null;
        // a loop, since a whole window of segments may hang one on the other
        for (LogSegment here = this; here != null && here.references.decrementAndGet() == 0; here = here.kept) {
            try {
                here.file.close();
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw new UncheckedIOException("could not close a segment of the live directory", failed);
        }
    }

    /**
     * Keeps the follower open for as long as this segment is. At the log's end nobody else would, and who still reads
     * here is to come to the last byte. Only while the log holds both.
     */
    void keepFollower() {
        LogSegment follower = next;
        if (follower != null && follower.tryRetain()) {
            kept = follower;
        }
    }

    SegmentStart start() {
        return start;
    }

    void write(ByteBuffer bytes, long position) throws IOException {
        for (long at = position; bytes.hasRemaining(); ) {
            at += file.write(bytes, at);
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

    /** Takes the file's name away and gives the log's own reference back. */
    void drop() throws IOException {
        try {
            Files.deleteIfExists(path);
        } finally {
            release();
        }
    }
}
