package io.sintonia.channellog;

import static io.sintonia.channellog.Written.LIMITS;
import static io.sintonia.channellog.Written.PACKET;
import static io.sintonia.channellog.Written.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, what goes first, and what a store does with a directory. */
class RetentionTest {
    @TempDir
    Path directory;

    private final FakeClock time = new FakeClock();

    @Test
    void segmentsOlderThanTheWindowGo() throws IOException {
        Written written = new Written(SegmentStore.open(directory, 10_000_000), LIMITS, time);
        written.groups(40);
        // the window is 20 s of play: ten segments behind the one that grows, and the one that reaches over its edge
        assertThat(written.numbers()).hasSizeBetween(10, 11).last().isEqualTo(138L);
    }

    @Test
    void budgetDropsTheOldestButNeverTheNewestTwo() throws IOException {
        SegmentStore store = SegmentStore.open(directory, 35L * PACKET);
        Written written = new Written(store, LIMITS, time);
        written.groups(8);
        assertThat(written.numbers()).containsExactly(105L, 106L);
        assertThat(store.takenBytes()).isEqualTo(30L * PACKET);
        written.enter(16 * SECOND).append(100).publish();
        assertThat(written.numbers())
                .as("the growing one and the newest complete one stay")
                .containsExactly(107L);
    }

    @Test
    void logWithTheOldestSegmentGivesFirst() throws IOException {
        SegmentStore store = SegmentStore.open(directory, 320L * PACKET);
        Written old = new Written(store, LogLimits.of(Duration.ofHours(1), Duration.ofSeconds(2)), time);
        Written young = new Written(
                new ChannelLog(
                        "8",
                        ChannelLog.Beginning.at(1),
                        store,
                        LogLimits.of(Duration.ofHours(1), Duration.ofSeconds(2)),
                        time.clock()),
                time);
        old.groups(29);
        for (long i = 0; i < 12; i++) {
            young.enter(i * 2 * SECOND).append(10).publish();
            old.group((29 + i) * 2 * SECOND, 10);
        }
        assertThat(store.takenBytes()).isLessThanOrEqualTo(320L * PACKET);
        assertThat(young.numbers())
                .as("a channel that has just begun keeps all it has")
                .hasSize(11);
        assertThat(old.numbers()).hasSizeLessThan(20);
    }

    @Test
    void storeIsFullFromTheFirstSegmentThatGoesEarlyUntilNoneHasForAMinute() throws IOException {
        SegmentStore store = SegmentStore.open(directory, 35L * PACKET);
        Written written = new Written(store, LIMITS, time).groups(3);
        assertThat(store.fullSince(time.clock().now())).isEmpty();
        Instant begins = time.clock().now();
        written.group(6 * SECOND, 10).group(8 * SECOND, 10);
        assertThat(store.fullSince(time.clock().now())).contains(begins);
        assertThat(store.droppedEarly()).isEqualTo(2);
        written.pass(Duration.ofSeconds(50));
        assertThat(store.fullSince(time.clock().now())).contains(begins);
        written.pass(Duration.ofSeconds(20));
        assertThat(store.fullSince(time.clock().now())).isEmpty();
    }

    @Test
    void segmentsThatGoInTheirTimeDoNotMakeTheStoreFull() throws IOException {
        SegmentStore store = SegmentStore.open(directory, 10_000_000);
        new Written(store, LIMITS, time).groups(40).log().end("over");
        assertThat(store.droppedEarly()).isZero();
        assertThat(store.fullSince(time.clock().now())).isEmpty();
    }

    @Test
    void lateLogInAFullDirectoryWaitsForRoomThatOthersMake()
            throws ExecutionException, IOException, InterruptedException, TimeoutException {
        Path small = Files.createDirectory(directory.resolve("shared"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", small.toString()),
                "no tmpfs can be mounted here");
        try {
            SegmentStore store = SegmentStore.open(small, 10_000_000);
            Written old = new Written(store, LIMITS, time);
            for (long i = 0; i < 6; i++) {
                old.group(i * 2 * SECOND, 200);
            }
            Written late =
                    new Written(new ChannelLog("8", ChannelLog.Beginning.at(1), store, LIMITS, time.clock()), time);
            late.enter(0);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var appended = threads.submit(() -> late.append(300).publish());
                for (long i = 6; !appended.isDone() && i < 2000; i++) {
                    old.enter(i * 2 * SECOND).append(1).publish().pass(Duration.ofMillis(100));
                    LockSupport.parkNanos(2_000_000);
                }
                appended.get(5, TimeUnit.SECONDS);
            }
            assertThat(store.fullSince(time.clock().now())).isPresent();
            assertThat(old.log().newestEntry()).isNotNull();
            late.log().end("over");
            old.log().end("over");
            assertThat(OpenFiles.below(small)).isZero();
        } finally {
            assertThat(run("umount", "-l", small.toString())).isTrue();
        }
    }

    @Test
    void budgetIsSharedByAllLogs() throws IOException {
        SegmentStore store = SegmentStore.open(directory, 60L * PACKET);
        Written first = new Written(store, LIMITS, time);
        Written second =
                new Written(new ChannelLog("8", ChannelLog.Beginning.at(1), store, LIMITS, time.clock()), time);
        first.groups(6);
        second.groups(6);
        assertThat(store.takenBytes()).isLessThanOrEqualTo(90L * PACKET);
        first.group(12 * SECOND, 10);
        assertThat(store.takenBytes()).isLessThanOrEqualTo(60L * PACKET);
    }

    @Test
    void whatALogTookIsGivenBackAtItsEnd() throws IOException {
        SegmentStore store = SegmentStore.open(directory, 10_000_000);
        Written written = new Written(store, LIMITS, time).groups(5).append(7);
        assertThat(store.takenBytes()).isEqualTo(57L * PACKET);
        written.log().end("over");
        assertThat(store.takenBytes()).isZero();
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void windowNeverShowsAnEndedLog() throws IOException {
        Written written = new Written(SegmentStore.open(directory, 10_000_000), LIMITS, time).groups(5);
        written.log().end("over");
        assertThat(written.log().window()).isEmpty();
        assertThat(written.log().newestEntry()).isNull();
        assertThat(written.log().isEnded()).isTrue();
    }

    @Test
    void fullDirectoryCostsTheOldestSegments() throws IOException, InterruptedException {
        // a real tmpfs of 64 KiB; only root may mount one
        Path small = Files.createDirectory(directory.resolve("small"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString()),
                "no tmpfs can be mounted here");
        try {
            Written written = new Written(SegmentStore.open(small, 10_000_000), LIMITS, time);
            for (long i = 0; i < 8; i++) {
                written.group(i * 2 * SECOND, 100);
            }
            assertThat(written.numbers()).last().isEqualTo(106L);
            try (LogCursor cursor = written.log().cursor()) {
                cursor.skipToNewestEntry();
                assertThat(Written.readAll(cursor).bytes()).isEqualTo(written.lastPackets(100));
            }
            assertThatThrownBy(() -> written.enter(99 * SECOND).append(1000))
                    .as("one segment larger than the whole directory")
                    .isInstanceOf(IOException.class);
            written.log().end("full");
            assertThat(OpenFiles.below(small)).isZero();
        } finally {
            assertThat(run("umount", "-l", small.toString())).isTrue();
        }
    }

    @Test
    void fullDirectoryWithoutRoomForAnotherFileCostsTheOldestSegments() throws IOException, InterruptedException {
        Path small = Files.createDirectory(directory.resolve("few"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "nr_inodes=5", "tmpfs", small.toString()),
                "no tmpfs can be mounted here");
        try {
            Written written = new Written(SegmentStore.open(small, 10_000_000), LIMITS, time);
            written.groups(9);
            assertThat(written.numbers()).last().isEqualTo(107L);
            written.log().end("over");
        } finally {
            assertThat(run("umount", "-l", small.toString())).isTrue();
        }
    }

    @Test
    void directoryThatIsGoneEndsTheAttemptWithAnError() throws IOException {
        Path live = directory.resolve("live");
        Written written = new Written(SegmentStore.open(live, 10_000_000), LIMITS, time).groups(4);
        try (var files = Files.list(live)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(live);
        assertThatThrownBy(() -> written.enter(8 * SECOND)).isInstanceOf(IOException.class);
        written.log().end("gone");
        assertThat(written.log().isEnded()).isTrue();
    }

    @Test
    void segmentsLeftByAKilledProcessAreDeletedAtOpening() throws IOException {
        SegmentStore store = SegmentStore.open(directory, 10_000_000);
        Path left = Files.createFile(directory.resolve(store.newName("7", 100)));
        SegmentStore.open(directory, 10_000_000);
        assertThat(left).doesNotExist();
    }

    @Test
    void filesThatAreNoSegmentsAreLeftAlone() throws IOException {
        Path film = Files.createFile(directory.resolve("film.ts"));
        Path folder = Files.createDirectories(directory.resolve("archive"));
        Path deep = Files.createFile(folder.resolve("1-2-3.ts"));
        SegmentStore store = SegmentStore.open(directory, 10_000_000);
        store.clear();
        assertThat(film).exists();
        assertThat(deep).exists();
    }

    @Test
    void clearingTakesTheEmptyDirectoryAway() throws IOException {
        Path live = directory.resolve("live");
        SegmentStore store = SegmentStore.open(live, 10_000_000);
        new Written(store, LIMITS, time).groups(3);
        store.clear();
        assertThat(live).doesNotExist();
        store.clear();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such command
        }
    }

    @Test
    void stalledSourceKeepsItsWindow() throws IOException {
        Written written = new Written(SegmentStore.open(directory, 10_000_000), LIMITS, time).groups(4);
        written.pass(Duration.ofMinutes(5)).publish();
        assertThat(written.numbers())
                .as("the newest complete one stays, however old")
                .hasSize(1);
    }
}
