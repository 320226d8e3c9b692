package io.sintonia.channellog;

import static io.sintonia.channellog.Written.LIMITS;
import static io.sintonia.channellog.Written.PACKET;
import static io.sintonia.channellog.Written.SECOND;
import static io.sintonia.channellog.Written.preamble;
import static io.sintonia.channellog.Written.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a reader goes through a log: it joins at an entry, reads what was published, and may be left behind or told the end. */
class LogCursorTest {
    @TempDir
    Path directory;

    private final FakeClock time = new FakeClock();
    private Written written;

    @BeforeEach
    void begin() throws IOException {
        written = new Written(SegmentStore.open(directory, 10_000_000), LIMITS, time);
    }

    @Test
    void bytesReadOverManySegmentsAreTheBytesAppended() throws IOException {
        written.enter(0).append(3).publish();
        try (LogCursor cursor = written.log().cursor()) {
            cursor.skipToNewestEntry();
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            read.writeBytes(readAll(cursor).bytes());
            for (long i = 1; i < 30; i++) {
                written.pass(Duration.ofSeconds(1))
                        .enter(i * SECOND)
                        .append((int) i)
                        .publish();
                read.writeBytes(readAll(cursor).bytes());
            }
            assertThat(read.toByteArray()).isEqualTo(written.bytes());
            assertThat(written.numbers()).hasSizeGreaterThan(5);
        }
    }

    @Test
    void nothingBeforeTheFirstEntryIsKept() throws IOException {
        written.append(5).publish();
        assertThat(written.log().newestEntry()).isNull();
        int lost = written.bytes().length;
        written.enter(0).append(2).publish();
        try (LogCursor cursor = written.log().cursor()) {
            cursor.skipToNewestEntry();
            assertThat(readAll(cursor).bytes())
                    .isEqualTo(Arrays.copyOfRange(written.bytes(), lost, written.bytes().length));
        }
    }

    @Test
    void entryIsOfferedOnlyOnceItsBytesArePublished() throws IOException {
        written.enter(0).publish();
        assertThat(written.log().newestEntry()).isNull();
        written.append(1);
        assertThat(written.log().newestEntry()).isNull();
        written.publish();
        assertThat(written.log().newestEntry()).isNotNull();
    }

    @Test
    void unpublishedBytesAreNotRead() throws IOException {
        written.enter(0).append(2).publish().append(3);
        try (LogCursor cursor = written.log().cursor()) {
            cursor.skipToNewestEntry();
            assertThat(readAll(cursor).bytes()).hasSize(2 * PACKET);
            written.publish();
            assertThat(readAll(cursor).bytes()).hasSize(3 * PACKET);
        }
    }

    @Test
    void viewerJoinsAtTheNewestEntryWithItsPreamble() throws IOException {
        // the third entry lies within its segment: two seconds have not passed
        written.group(0, 10)
                .enter(2 * SECOND)
                .append(4)
                .enter(3 * SECOND)
                .append(6)
                .publish();
        try (LogCursor cursor = written.log().cursor()) {
            assertThat(cursor.skipToNewestEntry()).isEqualTo(preamble(3 * SECOND));
            assertThat(cursor.next(1 << 20))
                    .isInstanceOfSatisfying(
                            LogRead.Bytes.class,
                            bytes -> assertThat(bytes.offset()).isEqualTo(4L * PACKET));
        }
        try (LogCursor cursor = written.log().cursor()) {
            cursor.skipToNewestEntry();
            assertThat(readAll(cursor).bytes()).isEqualTo(written.lastPackets(6));
        }
    }

    @Test
    void viewerWhoFallsBehindResumesAtTheNewestEntry() throws IOException {
        written.group(0, 10);
        try (LogCursor slow = written.log().cursor()) {
            slow.skipToNewestEntry();
            for (long i = 1; i <= 20; i++) {
                written.group(2 * i * SECOND, 10);
            }
            Written.Found first = readAll(slow);
            assertThat(first.bytes())
                    .as("the segment it stood in stays readable")
                    .hasSize(10 * PACKET);
            assertThat(first.then()).isInstanceOf(LogRead.FellBehind.class);
            assertThat(slow.skipToNewestEntry()).isEqualTo(preamble(40 * SECOND));
            assertThat(readAll(slow).bytes()).isEqualTo(written.lastPackets(10));
        }
    }

    @Test
    void droppedSegmentStaysReadableAndItsFileIsClosedAfterTheLastRelease() throws IOException {
        written.group(0, 10);
        LogSegment first = newestSegment();
        assertThat(first.tryRetain()).isTrue();
        for (long i = 1; i <= 20; i++) {
            written.group(2 * i * SECOND, 10);
        }
        long kept = written.numbers().size() + 1L;
        assertThat(written.numbers()).doesNotContain(first.sequence());
        assertThat(files()).as("its name is gone").isEqualTo(kept);
        assertThat(OpenFiles.below(directory))
                .as("it is open, the one that grows, and the newest three")
                .isEqualTo(1 + 1 + 3);
        assertThat(Written.bytesOf(first, 0, 10 * PACKET)).isEqualTo(Arrays.copyOf(written.bytes(), 10 * PACKET));
        first.release();
        assertThat(OpenFiles.below(directory)).isEqualTo(1 + 3);
        assertThat(first.tryRetain()).as("what is closed cannot be taken again").isFalse();
    }

    @Test
    void readersReadToTheEndAndAreToldWhy() throws IOException {
        written.group(0, 10);
        try (LogCursor behind = written.log().cursor()) {
            behind.skipToNewestEntry();
            for (long i = 1; i < 5; i++) {
                written.group(2 * i * SECOND, 10);
            }
            written.append(3);
            written.log().end("the source is gone");
            Written.Found rest = readAll(behind);
            assertThat(rest.bytes()).isEqualTo(written.bytes());
            assertThat(rest.then()).isEqualTo(new LogRead.Ended("the source is gone"));
        }
        assertThat(OpenFiles.below(directory)).isZero();
        assertThat(files()).isZero();
    }

    @Test
    void readersOfAnEndedLogGiveBackEachSegmentTheyHaveRead() throws IOException {
        written.group(0, 10);
        try (LogCursor behind = written.log().cursor()) {
            behind.skipToNewestEntry();
            written.group(2 * SECOND, 10).group(4 * SECOND, 10);
            written.log().end("over");
            assertThat(files()).as("those it will come to keep their names").isEqualTo(3);
            assertThat(OpenFiles.below(directory)).isOne();
            behind.next(10 * PACKET);
            behind.next(10 * PACKET);
            assertThat(files()).isEqualTo(2);
            assertThat(OpenFiles.below(directory)).isOne();
        }
        assertThat(OpenFiles.below(directory)).isZero();
        assertThat(files()).isZero();
    }

    @Test
    void readerWhoseNextBytesWereGoneBeforeTheEndIsToldTheEnd() throws IOException {
        written.group(0, 10);
        try (LogCursor slow = written.log().cursor()) {
            slow.skipToNewestEntry();
            for (long i = 1; i <= 20; i++) {
                written.group(2 * i * SECOND, 10);
            }
            written.log().end("over");
            assertThat(readAll(slow).then()).isEqualTo(new LogRead.Ended("over"));
            assertThat(slow.skipToNewestEntry()).isEmpty();
        }
    }

    @Test
    void readerWhoComesAfterTheEndIsToldTheEnd() throws IOException {
        written.groups(2).log().end("over");
        try (LogCursor late = written.log().cursor()) {
            assertThat(late.skipToNewestEntry()).isEmpty();
            assertThat(late.next(PACKET)).isEqualTo(new LogRead.Ended("over"));
        }
    }

    @Test
    void closingTwiceGivesOneReferenceBack() throws IOException {
        written.group(0, 10);
        LogCursor cursor = written.log().cursor();
        cursor.skipToNewestEntry();
        cursor.close();
        cursor.close();
        assertThat(newestSegment().tryRetain()).isTrue();
        newestSegment().release();
        assertThat(OpenFiles.below(directory)).isOne();
    }

    @Test
    void everyPublicationAndTheEndAreTold() throws IOException {
        AtomicInteger told = new AtomicInteger();
        Runnable listener = told::incrementAndGet;
        written.log().addListener(listener);
        written.group(0, 1).publish();
        assertThat(told).hasValue(2);
        written.log().end("over");
        assertThat(told).hasValue(3);
        written.log().removeListener(listener);
        written.log().publish();
        assertThat(told).hasValue(3);
    }

    @Test
    void entryThatWasPushedOutIsNoPlaceToStart() throws IOException {
        LogLimits tiny =
                new LogLimits(Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofSeconds(30), 10 * PACKET);
        written = new Written(SegmentStore.open(directory, 30 * PACKET), tiny, time);
        written.enter(0).append(10).publish();
        try (LogCursor cursor = written.log().cursor()) {
            cursor.skipToNewestEntry();
            for (long i = 0; i < 6; i++) {
                written.append(10).publish();
            }
            assertThat(readAll(cursor).then()).isInstanceOf(LogRead.FellBehind.class);
            assertThat(cursor.skipToNewestEntry())
                    .as("else it would read the same bytes again and again")
                    .isEmpty();
            assertThat(written.log().newestEntry()).isNull();
        }
    }

    private LogSegment newestSegment() {
        EntryPoint entry = written.log().newestEntry();
        assertThat(entry).isNotNull();
        return entry.segment();
    }

    private long files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.count();
        }
    }
}
