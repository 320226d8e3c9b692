package io.sintonia.channellog;

import static io.sintonia.channellog.Written.LIMITS;
import static io.sintonia.channellog.Written.PACKET;
import static io.sintonia.channellog.Written.SECOND;
import static io.sintonia.channellog.Written.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a log is cut into segments, how long each is said to play, and how they are numbered. */
class SegmentCutTest {
    @TempDir
    Path directory;

    private final FakeClock time = new FakeClock();
    private SegmentStore store;
    private Written written;

    @BeforeEach
    void begin() throws IOException {
        store = SegmentStore.open(directory, 10_000_000);
        written = new Written(store, LIMITS, time);
    }

    @Test
    void segmentEndsAtTheFirstEntryAfterTheShortestTime() throws IOException {
        for (long half = 0; half <= 8; half++) {
            written.enter(half * SECOND / 2).append(1).publish().pass(Duration.ofMillis(500));
        }
        assertThat(written.durations()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
        assertThat(written.log().window()).extracting(LogSegment::length).containsOnly(4L * PACKET);
    }

    @Test
    void durationIsTheStreamsAndNotTheNetworks() throws IOException {
        // a burst: three seconds arrive in a moment
        written.enter(0).append(5).publish().enter(3 * SECOND).append(5).publish();
        assertThat(written.durations()).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void streamWithoutEntriesIsCutByTimeAndTheCutIsNoPlaceToStart() throws IOException {
        written.enter(0).append(1).publish();
        for (int i = 1; i <= 33; i++) {
            written.pass(Duration.ofSeconds(1)).append(1).publish();
        }
        assertThat(written.numbers()).containsExactly(100L);
        assertThat(written.durations()).containsExactly(Duration.ofSeconds(30));
        EntryPoint entry = written.log().newestEntry();
        assertThat(entry).isNotNull();
        assertThat(entry.segment().sequence()).isEqualTo(100);
    }

    @Test
    void segmentAfterACutWithoutAnEntryIsAsLongAsWhatIsInIt() throws IOException {
        written.enter(0).append(1).publish();
        for (int i = 1; i <= 35; i++) {
            written.pass(Duration.ofSeconds(1)).append(1).publish();
        }
        written.enter(35 * SECOND).append(1).publish();
        assertThat(written.durations()).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(5));
        assertThat(written.log().window()).noneMatch(LogSegment::beginsAnew);
    }

    @Test
    void streamWithoutEntriesIsCutBySize() throws IOException {
        LogLimits small =
                new LogLimits(Duration.ofSeconds(20), Duration.ofSeconds(2), Duration.ofSeconds(30), 10 * PACKET);
        written = new Written(store, small, time);
        written.enter(0);
        for (int i = 0; i < 25; i++) {
            written.append(1).publish();
        }
        assertThat(written.log().window()).extracting(LogSegment::length).containsExactly(10L * PACKET, 10L * PACKET);
    }

    @Test
    void clockThatJumpsBackBeginsAnew() throws IOException {
        written.enter(100 * SECOND).append(1).publish().pass(Duration.ofSeconds(1));
        written.enter(5 * SECOND).append(1).publish().pass(Duration.ofSeconds(3));
        written.enter(8 * SECOND).append(1).publish();
        assertThat(written.log().window()).extracting(LogSegment::beginsAnew).containsExactly(false, true);
        assertThat(written.durations().getLast()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void clockThatJumpsFarAheadBeginsAnew() throws IOException {
        written.enter(0).append(1).publish().pass(Duration.ofSeconds(1));
        written.enter(61 * SECOND).append(1).publish().pass(Duration.ofSeconds(2));
        written.enter(63 * SECOND).append(1).publish();
        assertThat(written.log().window()).extracting(LogSegment::beginsAnew).containsExactly(false, true);
    }

    @Test
    void pictureOfAMinuteIsNoBreak() throws IOException {
        written.enter(0).append(1).publish();
        written.enter(60 * SECOND).append(1).publish();
        written.enter(62 * SECOND).append(1).publish();
        assertThat(written.log().window()).noneMatch(LogSegment::beginsAnew);
    }

    @Test
    void newSourceBeginsASegmentAtItsFirstEntryAndNothingBeforeItIsKept() throws IOException {
        written.group(0, 10);
        written.enter(2 * SECOND).append(2).publish();
        try (LogCursor cursor = written.log().cursor()) {
            cursor.skipToNewestEntry();
            assertThat(readAll(cursor).bytes()).hasSize(2 * PACKET);
            written.log().beginAnew();
            written.append(7).publish();
            assertThat(readAll(cursor).bytes()).as("no decoder could use them").isEmpty();
            written.enter(9 * SECOND).append(3).publish();
            assertThat(readAll(cursor).bytes()).isEqualTo(written.lastPackets(3));
        }
        assertThat(written.log().window()).extracting(LogSegment::beginsAnew).containsExactly(false, false);
        EntryPoint entry = written.log().newestEntry();
        assertThat(entry).isNotNull();
        assertThat(entry.segment().beginsAnew()).isTrue();
        assertThat(entry.segment().breaksBefore()).isZero();
    }

    @Test
    void silenceBeforeABreakIsNoPlay() throws IOException {
        written.enter(0)
                .append(1)
                .publish()
                .pass(Duration.ofSeconds(1))
                .append(1)
                .publish();
        written.log().beginAnew();
        written.pass(Duration.ofSeconds(15)).enter(500 * SECOND).append(1).publish();
        assertThat(written.durations()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void breaksAreCounted() throws IOException {
        for (int source = 0; source < 4; source++) {
            written.log().beginAnew();
            written.group(0, 1).group(2 * SECOND, 1);
        }
        assertThat(written.log().window())
                .extracting(LogSegment::breaksBefore)
                .containsExactly(0L, 0L, 0L, 1L, 1L, 2L, 2L);
        assertThat(written.log().window())
                .extracting(LogSegment::beginsAnew)
                .containsExactly(false, false, true, false, true, false, true);
    }

    @Test
    void breakBeforeTheFirstByteIsNone() throws IOException {
        written.log().beginAnew();
        written.group(0, 1).group(2 * SECOND, 1);
        assertThat(written.log().window()).noneMatch(LogSegment::beginsAnew);
    }

    @Test
    void numbersAndBreaksGoOnInTheNextLogOfTheChannel() throws IOException {
        written.group(0, 1).group(2 * SECOND, 1);
        written.log().end("nobody watches");
        ChannelLog.Beginning beginning = written.log().continuation();
        assertThat(beginning).isEqualTo(new ChannelLog.Beginning(102, 0, true));
        Written later = new Written(new ChannelLog("7", beginning, store, LIMITS, time.clock()), time);
        later.group(0, 1).group(2 * SECOND, 1).group(4 * SECOND, 1);
        assertThat(later.numbers()).containsExactly(102L, 103L);
        assertThat(later.log().window()).extracting(LogSegment::beginsAnew).containsExactly(true, false);
        assertThat(later.log().continuation()).isEqualTo(new ChannelLog.Beginning(105, 1, true));
    }

    @Test
    void logThatNeverHadAnEntryPassesItsBeginningOn() {
        written.log().end("no source");
        assertThat(written.log().continuation()).isEqualTo(ChannelLog.Beginning.at(100));
    }

    @Test
    void segmentTellsWhenItsFirstByteArrived() throws IOException {
        written.pass(Duration.ofSeconds(10)).groups(2);
        assertThat(written.log().window())
                .extracting(LogSegment::arrived)
                .isEqualTo(List.of(Instant.parse("2026-03-01T12:00:10Z")));
    }
}
