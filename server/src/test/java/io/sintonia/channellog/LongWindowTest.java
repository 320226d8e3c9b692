package io.sintonia.channellog;

import static io.sintonia.channellog.Written.PACKET;
import static io.sintonia.channellog.Written.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A window of many segments: they cost names on a disk, and neither descriptors nor much memory. */
class LongWindowTest {
    private static final LogLimits DAY = LogLimits.of(Duration.ofHours(24), Duration.ofSeconds(2));

    @TempDir
    Path directory;

    private final FakeClock time = new FakeClock();

    @Test
    void filesAreOpenOnlyForTheNewestSegmentsHoweverLongTheWindowIs() throws IOException {
        SegmentStore store = SegmentStore.open(directory, 1 << 30);
        Written written = new Written(store, DAY, time).groups(500);
        assertThat(written.numbers()).hasSize(499);
        assertThat(OpenFiles.below(directory)).isEqualTo(1 + 3);
        written.log().end("over");
        assertThat(OpenFiles.below(directory)).isZero();
        assertThat(store.takenBytes()).isZero();
    }

    @Test
    void anySegmentOfTheWindowIsOpenedForItsReadersOnceAndClosedAfterThem() throws IOException {
        Written written = new Written(SegmentStore.open(directory, 1 << 30), DAY, time).groups(100);
        LogSegment old = written.log().segment(107).orElseThrow();
        assertThat(old.tryRetain()).isTrue();
        assertThat(old.tryRetain()).isTrue();
        assertThat(OpenFiles.below(directory)).isEqualTo(1 + 3 + 1);
        assertThat(Written.bytesOf(old, 0, 10 * PACKET))
                .isEqualTo(Arrays.copyOfRange(written.bytes(), 70 * PACKET, 80 * PACKET));
        old.release();
        assertThat(OpenFiles.below(directory)).isEqualTo(1 + 3 + 1);
        old.release();
        assertThat(OpenFiles.below(directory)).isEqualTo(1 + 3);
        assertThat(old.tryRetain()).as("it is closed, not gone").isTrue();
        old.release();
    }

    @Test
    void segmentsAreFoundByTheirNumbersWhileTheyAreKept() throws IOException {
        Written written = new Written(
                SegmentStore.open(directory, 1 << 30),
                LogLimits.of(Duration.ofMinutes(2), Duration.ofSeconds(2)),
                time);
        assertThat(written.log().segment(100)).isEmpty();
        written.groups(300);
        List<Long> numbers = written.numbers();
        assertThat(numbers).hasSizeBetween(59, 62);
        for (long number = 0; number < 500; number++) {
            assertThat(written.log().segment(number).map(LogSegment::sequence).isPresent())
                    .isEqualTo(numbers.contains(number));
        }
        for (long number : numbers) {
            assertThat(written.log().segment(number).orElseThrow().sequence()).isEqualTo(number);
        }
    }

    @Test
    void windowThatSomebodyHoldsDoesNotChange() throws IOException {
        Written written = new Written(
                        SegmentStore.open(directory, 1 << 30),
                        LogLimits.of(Duration.ofSeconds(20), Duration.ofSeconds(2)),
                        time)
                .groups(10);
        List<LogSegment> held = written.log().window();
        List<LogSegment> copy = List.copyOf(held);
        for (long i = 10; i < 60; i++) {
            written.group(i * 2 * SECOND, 1);
        }
        assertThat(held).isEqualTo(copy);
    }

    @Test
    void readerFarBehindReadsToTheEndOfAnEndedLogWithoutOpeningAllOfIt() throws IOException {
        SegmentStore store = SegmentStore.open(directory, 1 << 30);
        Written written = new Written(store, DAY, time).group(0, 10);
        try (LogCursor behind = written.log().cursor()) {
            behind.skipToNewestEntry();
            for (long i = 1; i < 300; i++) {
                written.group(i * 2 * SECOND, 10);
            }
            written.log().end("over");
            assertThat(OpenFiles.below(directory)).isOne();
            assertThat(store.takenBytes()).as("they still take room").isEqualTo(300L * 10 * PACKET);
            assertThat(Written.readAll(behind).bytes()).isEqualTo(written.bytes());
        }
        assertThat(store.takenBytes()).isZero();
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void segmentThatIsOpenedWhileItIsDeletedIsEitherWholeOrGone()
            throws ExecutionException, IOException, InterruptedException {
        LogLimits shortest = LogLimits.of(Duration.ofSeconds(8), Duration.ofSeconds(2));
        SegmentStore store = SegmentStore.open(directory, 1 << 30);
        Written written = new Written(store, shortest, time);
        AtomicBoolean over = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<Long>> readers = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                Random random = new Random(seed);
                readers.add(threads.submit(() -> readAtRandom(written.log(), random, over)));
            }
            for (long i = 0; i < 1500; i++) {
                written.group(i * 2 * SECOND, 2);
            }
            over.set(true);
            long read = 0;
            for (Future<Long> reader : readers) {
                read += reader.get();
            }
            assertThat(read).isPositive();
        }
        assertThat(store.failures()).isZero();
        written.log().end("over");
        assertThat(OpenFiles.below(directory)).isZero();
    }

    private static long readAtRandom(ChannelLog log, Random random, AtomicBoolean over) throws IOException {
        long read = 0;
        while (!over.get()) {
            List<LogSegment> window = log.window();
            if (window.isEmpty()) {
                continue;
            }
            LogSegment segment = window.get(random.nextInt(Math.min(3, window.size())));
            if (segment.tryRetain()) {
                byte[] bytes = Written.bytesOf(segment, 0, 2 * PACKET);
                assertThat(bytes).hasSize(2 * PACKET);
                assertThat(bytes[0]).isEqualTo((byte) 0x47);
                segment.release();
                read++;
            }
        }
        return read;
    }

    @Test
    void dayOfSegmentsTakesFewBytesOfMemoryEach() throws IOException {
        ChannelLog log = new ChannelLog(
                "7", ChannelLog.Beginning.at(1), SegmentStore.open(directory, 1 << 30), DAY, time.clock());
        append(log, 0, 100);
        long before = used();
        append(log, 100, 3100);
        long each = (used() - before) / 3000;
        assertThat(log.window()).hasSize(3099);
        assertThat(each).isLessThan(350);
        log.end("over");
    }

    /** Tables whose counters go round, as a source sends them. */
    private void append(ChannelLog log, int from, int until) throws IOException {
        for (int i = from; i < until; i++) {
            byte[] preamble = new byte[2 * PACKET];
            preamble[3] = (byte) (i % 16);
            log.enter(new EntryMark(preamble, 2L * i * SECOND));
            log.append(ByteBuffer.allocate(PACKET));
            log.publish();
            time.advance(Duration.ofSeconds(2));
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
