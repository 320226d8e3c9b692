package io.sintonia.channellog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory where live segments lie, and the budget all channels share.
 *
 * <p>On tmpfs every byte here is memory, so the budget is a hard line: a log that would cross it drops its oldest
 * segments first, and where several could, the one whose oldest segment is older than theirs. A directory that takes no more
 * before the budget is reached lowers the line for a while, so that all logs shrink and none ends. Opening a store deletes the segments in its directory, which are left from a process that was killed,
 * and nothing else: the directory may have been mistaken for another.
 */
public final class SegmentStore {
    /** What {@link #newName} makes. */
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9-]+-\\d+-\\d+\\.ts");

    private static final Logger LOG = LoggerFactory.getLogger(SegmentStore.class);
    /** So long after the last segment that went early the store is no longer full, and a lowered line is forgotten. */
    private static final Duration CALM = Duration.ofMinutes(1);
    /** Above this part of the line the log with the oldest segment gives one, above the line every log does. */
    private static final long PARTS = 16;

    private final Path directory;
    private final long budget;
    private final Set<Share> shares = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Full> full = new AtomicReference<>(Full.NEVER);
    private final AtomicLong droppedEarly = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicReference<Line> lowered;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong names = new AtomicLong();

    private SegmentStore(Path directory, long budget) {
        this.directory = directory;
        this.budget = budget;
        this.lowered = new AtomicReference<>(new Line(budget, 0));
    }

    /** The bytes at which logs shrink, and when they became less than the budget, by the nanosecond clock. */
    private record Line(long bytes, long since) {}

    /** Since when segments go before their time, and when the last one did. */
    private record Full(Instant since, Instant last) {
        static final Full NEVER = new Full(Instant.MIN, Instant.MIN);

        boolean isOver(Instant now) {
            return now.isAfter(last.plus(CALM));
        }
    }

    /** What one log has here: how old the oldest segment is that it could give. Written by its owner, read by all. */
    static final class Share {
        static final long NOTHING = Long.MAX_VALUE;

        private volatile long oldestNanos = NOTHING;

        void canGive(long nanos) {
            oldestNanos = nanos;
        }
    }

    /**
     * Opens the directory and deletes the segments in it.
     *
     * @param directory belongs to this store alone; created if missing
     * @param budgetBytes most bytes of all segments together
     */
    public static SegmentStore open(Path directory, long budgetBytes) throws IOException {
        Files.createDirectories(directory);
        deleteSegments(directory);
        return new SegmentStore(directory, budgetBytes);
    }

    /** The directory, for messages. */
    public Path directory() {
        return directory;
    }

    /** Bytes that all logs' segments take now (without those that only slow readers still hold). */
    public long takenBytes() {
        return taken.get();
    }

    /** Most bytes that segments may take. */
    public long budgetBytes() {
        return budget;
    }

    /** Deletes the segments that are left, at the end of the process, and the directory if it is empty then. */
    public void clear() {
        try {
            deleteSegments(directory);
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // somebody else's files: they stay
        } catch (IOException e) {
            throw new UncheckedIOException("could not empty " + directory, e);
        }
    }

    /** Segments that went before their time since the start, for want of room. */
    public long droppedEarly() {
        return droppedEarly.get();
    }

    /** Segments' files that could not be opened, closed or deleted since the start. */
    public long failures() {
        return failures.get();
    }

    /** Since when segments go before their time; empty when none has for a minute. */
    public Optional<Instant> fullSince(Instant now) {
        Full known = full.get();
        return known.isOver(now) ? Optional.empty() : Optional.of(known.since());
    }

    String newName(String channel, long sequence) {
        return channel + "-" + names.incrementAndGet() + "-" + sequence + ".ts";
    }

    Share join() {
        Share share = new Share();
        shares.add(share);
        return share;
    }

    void leave(Share share) {
        shares.remove(share);
    }

    /** Whether a log that has something to give is to give it now. */
    boolean isToGive(Share share, long now) {
        long line = line(now);
        long bytes = taken.get();
        return bytes > line || (bytes > line - line / PARTS && isOldest(share));
    }

    private boolean isOldest(Share share) {
        long mine = share.oldestNanos;
        return shares.stream().noneMatch(other -> isOlder(other.oldestNanos, mine));
    }

    /** The clock may be negative and may run over. */
    private static boolean isOlder(long one, long other) {
        return one != Share.NOTHING && (other == Share.NOTHING || one - other < 0);
    }

    boolean othersCanGive(Share share) {
        return shares.stream().anyMatch(other -> other != share && other.oldestNanos != Share.NOTHING);
    }

    private long line(long now) {
        Line line = lowered.get();
        if (line.bytes() < budget && now - line.since() > CALM.toNanos()) {
            lowered.compareAndSet(line, new Line(budget, now));
            return budget;
        }
        return line.bytes();
    }

    /** The directory took no more: from now on logs shrink to less than there is. */
    void hasNoSpace(long now) {
        long less = taken.get() / PARTS * (PARTS - 1);
        lowered.updateAndGet(line -> new Line(Math.min(line.bytes(), less), now));
    }

    /** Counts a segment that goes before its time; true if that is news. */
    boolean countEarly(Instant now) {
        droppedEarly.incrementAndGet();
        Full before = full.getAndUpdate(known -> new Full(known.isOver(now) ? now : known.since(), now));
        return before.isOver(now);
    }

    void couldNotOpen(IOException why) {
        fail("opened", why);
    }

    void couldNotClose(IOException why) {
        fail("closed", why);
    }

    void couldNotDelete(IOException why) {
        fail("deleted", why);
    }

    /** Said once for each power of two: with no descriptor left every viewer would say it. */
    private void fail(String what, IOException why) {
        long count = failures.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.warn(
                    "a file of a live segment could not be {} ({}); {} such failures so far",
                    what,
                    why.getMessage(),
                    count);
        }
    }

    void took(long bytes) {
        taken.addAndGet(bytes);
    }

    private static void deleteSegments(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, SegmentStore::isSegment)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // nothing there, nothing to delete
        }
    }

    private static boolean isSegment(Path file) {
        return SEGMENT.matcher(file.getFileName().toString()).matches()
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
}
