package io.sintonia.demo;

import static io.sintonia.demo.Recording.LAP;
import static io.sintonia.demo.Recording.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sintonia.formats.mpegts.ClipLoop;
import io.sintonia.formats.mpegts.ClockReference;
import io.sintonia.formats.mpegts.TsPacket;
import io.sintonia.relay.Upstream;
import io.sintonia.relay.UpstreamFailure.Kind;
import io.sintonia.relay.UpstreamOpener.Opening;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the demo's packets come: an opening's moment, real time for hours, and an end at once when it is closed. */
@Timeout(60)
class DemoUpstreamsTest {
    private static final int PIECE = 256 << 10;
    private static final long TICKS_OF_40_MS = 3_600;

    private final FakeClock clock = new FakeClock(TODAY);
    private final DemoUpstreams demo = new DemoUpstreams(clock);

    /** The clock in the loop, and where the opening begins: at the group of pictures before the one that is running. */
    @ParameterizedTest
    @CsvSource({
        "demo:card, 13.5, 10", "demo:card, 12.0, 10", "demo:card, 3.0, 0", "demo:card, 0.5, -2", "demo:card, 23.9, 20",
        "demo:bars, 13.5, 10", "demo:bars, 12.0, 10", "demo:bars, 3.0, 0", "demo:bars, 1.0, -2", "demo:bars, 23.9, 20"
    })
    void openingGivesTheLastWholeGroupOfPicturesAtOnce(String url, double at, double begins) throws IOException {
        clock.moveTo(TODAY + nanosIn(at));
        var recorded = Recording.until(clock.nanos(), Recording.open(demo, url), clock, PIECE);

        assertThat(clock.nanos()).as("without waiting").isEqualTo(TODAY + nanosIn(at));
        assertThat(TsPacket.pid(recorded.bytes(), 0)).as("tables first").isEqualTo(TsPacket.PAT_PID);
        assertThat(recorded.firstPcr()).isEqualTo(Recording.ticks(TODAY + nanosIn(begins)));
        assertThat(ClockReference.difference(Recording.ticks(clock.nanos()), recorded.lastPcr()))
                .as("up to now: clocks are 80 ms apart")
                .isBetween(-TICKS_OF_40_MS, 2 * TICKS_OF_40_MS);
    }

    @Test
    void radioBeginsAboutTwoSecondsEarlier() throws IOException {
        for (double at = 0; at < 24; at += 0.7) {
            clock.moveTo(TODAY + nanosIn(at));
            var recorded = Recording.until(clock.nanos(), Recording.open(demo, "demo:radio"), clock, PIECE);
            assertThat(ClockReference.difference(Recording.ticks(clock.nanos()), recorded.firstPcr()))
                    .as("ticks earlier; sound enters each 512 ms, its clock comes two packets after the PAT")
                    .isBetween(180_000 - 2 * TICKS_OF_40_MS, 180_000 + 46_080 + 2 * TICKS_OF_40_MS);
        }
    }

    @Test
    void allOpeningsOfAChannelShowTheSameMoment() throws IOException {
        clock.moveTo(TODAY + nanosIn(5.2));
        var early = Recording.open(demo, "demo:card");
        Recording.until(clock.nanos() + nanosIn(31), early, clock, PIECE);
        var late = Recording.open(new DemoUpstreams(clock), "demo:card");
        Recording.until(clock.nanos(), late, clock, PIECE);

        long now = clock.nanos();
        var one = Recording.until(now + nanosIn(2), early, clock, PIECE);
        clock.moveTo(now);
        var other = Recording.until(now + nanosIn(2), late, clock, PIECE);
        assertThat(withoutCounters(one)).isEqualTo(withoutCounters(other));
    }

    @Test
    void clocksGoOnOverReopenings() throws IOException {
        try (var upstream = Recording.open(demo, "demo:bars")) {
            Recording.until(TODAY + nanosIn(10), upstream, clock, PIECE);
        }
        clock.moveTo(TODAY + nanosIn(1_000_000 * 24.0 + 4.5));
        var again = Recording.until(clock.nanos(), Recording.open(demo, "demo:bars"), clock, PIECE);
        assertThat(again.firstPcr()).isEqualTo(Recording.ticks(TODAY + nanosIn(1_000_000 * 24.0 + 2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo:card", "demo:bars", "demo:radio"})
    void packetsComeWhenTheirClockSaysSoForTenLaps(String url) throws IOException {
        clock.moveTo(TODAY + nanosIn(7.77));
        var recorded = Recording.until(clock.nanos() + 10 * LAP.toNanos(), Recording.open(demo, url), clock, PIECE);

        assertThat(recorded.clocks()).hasSizeBetween(10 * 282 - 1, 10 * 300 + 1);
        assertThat(recorded.clocks())
                .allSatisfy(arrival ->
                        assertThat(arrival.early()).as("ticks early").isBetween(-TICKS_OF_40_MS, TICKS_OF_40_MS));
    }

    /** A picture lasts 40 ms; nothing comes in larger bursts once an opening has caught up. */
    @ParameterizedTest
    @ValueSource(strings = {"demo:card", "demo:bars", "demo:radio"})
    void oneReadGivesFortyMillisecondsAtTheMost(String url) throws IOException {
        var upstream = Recording.open(demo, url);
        Recording.until(clock.nanos(), upstream, clock, PIECE);
        var buffer = new byte[PIECE];
        for (int read = 0; read < 1_200; read++) {
            long before = clock.nanos();
            assertThat(upstream.read(buffer)).isPositive();
            assertThat(clock.nanos() - before)
                    .isIn(ClipLoop.STEP_NANOS, 2 * ClipLoop.STEP_NANOS, 3 * ClipLoop.STEP_NANOS);
        }
    }

    @Test
    void buffersOfOddSizesGetWholePackets() throws IOException {
        var expected = Recording.until(TODAY + nanosIn(30), Recording.open(demo, "demo:card"), clock, PIECE);
        for (int piece : new int[] {188, 375, 1_000, 4_096}) {
            clock.moveTo(TODAY);
            var got = Recording.until(TODAY + nanosIn(30), Recording.open(demo, "demo:card"), clock, piece);
            int common = Math.min(got.bytes().length, expected.bytes().length);
            assertThat(common).isGreaterThan(expected.bytes().length - 20_000);
            assertThat(got.bytes()).startsWith(head(expected.bytes(), common - common % 188));
        }
    }

    @Test
    void bufferTooSmallForAPacketIsRefused() {
        assertThatThrownBy(() -> Recording.open(demo, "demo:card").read(new byte[187]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the buffer has 187 bytes: expected 188 or more");
    }

    @Test
    void clipIsSharedAndNeverWrittenTo() throws IOException {
        var first = Recording.until(TODAY, Recording.open(demo, "demo:card"), clock, PIECE);
        Recording.until(TODAY + 3 * LAP.toNanos(), Recording.open(demo, "demo:card"), clock, PIECE);
        clock.moveTo(TODAY);
        assertThat(Recording.until(TODAY, Recording.open(demo, "demo:card"), clock, PIECE)
                        .bytes())
                .isEqualTo(first.bytes());
    }

    @Test
    void closingUnblocksTheReaderAtOnce()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        var upstream = Recording.open(demo, "demo:radio");
        Recording.until(TODAY, upstream, clock, PIECE);
        clock.freeze();
        var reading = reading(upstream);
        assertThat(clock.waiting.await(10, TimeUnit.SECONDS))
                .as("the reader waits")
                .isTrue();
        assertThat(reading).isNotDone();

        upstream.close();
        assertThat(reading.get(10, TimeUnit.SECONDS))
                .isInstanceOf(IOException.class)
                .hasMessage("the demo channel was closed");
        upstream.close();
        assertThatThrownBy(() -> upstream.read(new byte[PIECE])).isInstanceOf(IOException.class);
    }

    @Test
    void interruptedReaderStopsAndStaysInterrupted() throws IOException {
        var upstream = Recording.open(demo, "demo:radio");
        Recording.until(TODAY, upstream, clock, PIECE);
        clock.freeze();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> upstream.read(new byte[PIECE])).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void readerThatStoodStillGetsTheEndInsteadOfAFlood() throws IOException {
        var upstream = Recording.open(demo, "demo:card");
        Recording.until(TODAY, upstream, clock, PIECE);
        clock.move(Duration.ofSeconds(9));
        assertThat(Recording.until(TODAY, upstream, clock, PIECE).bytes())
                .as("nine seconds")
                .isNotEmpty();
        clock.move(Duration.ofSeconds(90));
        assertThatThrownBy(() -> upstream.read(new byte[PIECE]))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("the demo channel was not read for (89|90) s");
    }

    @Test
    void addressesOfNoChannelFailWithASentence() {
        assertThat(demo.opens("demo:news")).isTrue();
        assertThat(demo.opens("http://example.org/demo:card")).isFalse();
        assertThat(demo.open(Recording.request("demo:news"))).isInstanceOfSatisfying(Opening.Failed.class, failed -> {
            assertThat(failed.failure().kind()).isEqualTo(Kind.UNSUPPORTED);
            assertThat(failed.failure().text())
                    .isEqualTo("the demo source has no channel 'demo:news': expected demo:card, demo:bars or"
                            + " demo:radio");
        });
        assertThat(demo.open(Recording.request("demo:" + "x".repeat(9_000))))
                .isInstanceOfSatisfying(
                        Opening.Failed.class,
                        failed -> assertThat(failed.failure().text()).hasSizeLessThan(150));
    }

    @Test
    void inRealTimeTheWallClockGivesTheMomentAndClosingEndsTheWait()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        var wall = Instant.ofEpochSecond(0, TODAY + nanosIn(1));
        var pace = new SteadyPace(InstantSource.fixed(wall));
        long before = pace.nanos();
        assertThat(before).isBetween(TODAY + nanosIn(1), TODAY + nanosIn(61));

        var lock = new ReentrantLock();
        var never = lock.newCondition();
        lock.lock();
        try {
            pace.await(never, ClipLoop.STEP_NANOS);
        } finally {
            lock.unlock();
        }
        assertThat(pace.nanos() - before).as("it waited").isGreaterThanOrEqualTo(ClipLoop.STEP_NANOS / 2);

        var upstream = Recording.open(new DemoUpstreams(InstantSource.fixed(wall)), "demo:card");
        assertThat(upstream.read(new byte[PIECE])).isPositive();
        var reading = reading(upstream);
        upstream.close();
        assertThat(reading.get(10, TimeUnit.SECONDS)).hasMessage("the demo channel was closed");
    }

    /** Reads on a thread of its own until that fails, and tells how. */
    private static CompletableFuture<IOException> reading(Upstream upstream) {
        var ended = new CompletableFuture<IOException>();
        Thread.ofVirtual().name("reader").start(() -> {
            var buffer = new byte[PIECE];
            try {
                while (upstream.read(buffer) > 0) {
                    Thread.onSpinWait();
                }
            } catch (IOException e) {
                ended.complete(e);
            }
        });
        return ended;
    }

    private static byte[] withoutCounters(Recording recording) {
        var bytes = recording.bytes().clone();
        for (int at = 0; at < bytes.length; at += TsPacket.SIZE) {
            bytes[at + 3] &= (byte) 0xF0;
        }
        return bytes;
    }

    private static byte[] head(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    private static long nanosIn(double seconds) {
        return Math.round(seconds * 25) * ClipLoop.STEP_NANOS;
    }
}
