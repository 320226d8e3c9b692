package io.sintonia.channellog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The directory where live segments lie, and the budget all channels share.
 *
 * <p>On tmpfs every byte here is memory, so the budget is a hard line: a log that would cross it drops its oldest
 * segments first. Opening a store deletes the segments in its directory, which are left from a process that was killed,
 * and nothing else: the directory may have been mistaken for another.
 */
public final class SegmentStore {
    /** What {@link #newFile} makes. */
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9-]+-\\d+-\\d+\\.ts");

    private final Path directory;
    private final long budget;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong names = new AtomicLong();

    private SegmentStore(Path directory, long budget) {
        this.directory = directory;
        this.budget = budget;
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

    Path newFile(String channel, long sequence) {
        return directory.resolve(channel + "-" + names.incrementAndGet() + "-" + sequence + ".ts");
    }

    void took(long bytes) {
        taken.addAndGet(bytes);
    }

    boolean isOverBudget() {
        return taken.get() > budget;
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
