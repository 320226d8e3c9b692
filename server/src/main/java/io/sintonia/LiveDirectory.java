package io.sintonia;

import io.sintonia.channellog.SegmentStore;
import io.sintonia.relay.LiveSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where live segments lie: where the owner said, else on tmpfs if there is one of some size, else in the data directory.
 *
 * <p>Each data directory has a folder of its own there, so that two servers never empty each other's.
 */
final class LiveDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(LiveDirectory.class);
    private static final Path TMPFS = Path.of("/dev/shm");
    /** Containers give 64 MB of it by default, which eight channels fill. */
    private static final long LEAST_TMPFS = 256L << 20;

    private LiveDirectory() {}

    static SegmentStore open(LiveSettings settings, Path data) throws IOException {
        Path parent = settings.directory().or(LiveDirectory::tmpfs).orElse(data.resolve("live"));
        CRC32 digest = new CRC32();
        digest.update(data.toString().getBytes(StandardCharsets.UTF_8));
        Path own = parent.resolve("node-" + Long.toHexString(digest.getValue()));
        SegmentStore store = SegmentStore.open(own, settings.bufferLimit().bytes());
        long free = Files.getFileStore(own).getUsableSpace();
        if (free >= settings.bufferLimit().bytes()) {
            return store;
        }
        long budget = Math.max(free / 10 * 9, 1);
        LOG.warn(
                "{} has {} MB free, less than live.buffer-limit: the oldest segments will go at {} MB;"
                        + " give it more room (a container's /dev/shm: --shm-size) or name another live.directory",
                parent,
                free >> 20,
                budget >> 20);
        return SegmentStore.open(own, budget);
    }

    private static Optional<Path> tmpfs() {
        try {
            boolean usable = Files.isWritable(TMPFS)
                    && Files.getFileStore(TMPFS).type().equals("tmpfs")
                    && Files.getFileStore(TMPFS).getUsableSpace() >= LEAST_TMPFS;
            return usable ? Optional.of(TMPFS.resolve("sintonia")) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
