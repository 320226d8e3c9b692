package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.formats.mpegts.ClockReference;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A source that sends and yet does not play is noticed; one that is only ahead, or comes in pieces, is not. */
class ClockWatchTest {
    private static final long NONE = ClockReference.NONE;
    private static final long MILLI = 1_000_000;

    private final ClockWatch watch = new ClockWatch(Duration.ofSeconds(5));
    private long now = 77;
    private long clock = 1_000;

    @Test
    void clockInRealTimeIsFine() {
        assertThat(play(600, 100, 1)).isEmpty();
    }

    @Test
    void clockThatStandsStillIsToldAfterTheLimit() {
        play(10, 100, 1);
        assertThat(play(4.9, 100, 0)).isEmpty();
        assertThat(play(0.3, 100, 0)).contains("it sends packets, but its clock has stood still for 5 s");
    }

    @Test
    void clockAtFortyPercentIsToldAfterTwiceTheLimit() {
        assertThat(play(9.9, 100, 0.4)).isEmpty();
        assertThat(play(0.2, 100, 0.4)).contains("its clock runs at 40 % of real time");
    }

    @Test
    void clockAtSixtyPercentIsToldOnceItIsBehindByTheLimit() {
        assertThat(play(12, 100, 0.6)).isEmpty();
        assertThat(play(10, 100, 0.6)).contains("its clock runs at 60 % of real time");
    }

    @Test
    void clockAtNinetyFivePercentIsLetBe() {
        assertThat(play(1000, 100, 0.95)).isEmpty();
    }

    @Test
    void sourceMayRunAheadAndLoseItAgain() {
        assertThat(play(1, 100, 30)).as("a burst").isEmpty();
        assertThat(play(30, 100, 0.1)).as("then it waits until it is due").isEmpty();
        assertThat(play(60, 100, 1)).isEmpty();
        assertThat(play(60, 100, 50)).as("as fast as it can").isEmpty();
    }

    @Test
    void sourceThatComesInPiecesIsFine() {
        for (int piece = 0; piece < 50; piece++) {
            // nothing for ten seconds, then ten seconds at once; the first read ends before the first clock
            now += 10_000 * MILLI;
            assertThat(feed()).isEmpty();
            assertThat(play(0.1, 10, 100)).isEmpty();
        }
    }

    @Test
    void jumpOfTheClockLetsEverythingBeMeasuredAnew() {
        play(4, 100, 0);
        clock -= 900_000;
        assertThat(watch.fed(now, new long[] {clock, NONE, NONE}, 1)).isEmpty();
        for (int i = 0; i < 49; i++) {
            now += 100 * MILLI;
            assertThat(watch.fed(now, new long[] {clock, NONE, NONE}, 1)).isEmpty();
        }
    }

    @Test
    void anyClockThatGoesOnIsProgress() {
        for (int i = 0; i < 200; i++) {
            now += 100 * MILLI;
            clock += 9_000;
            assertThat(watch.fed(now, new long[] {500, 1_000, clock}, 0)).isEmpty();
        }
    }

    @Test
    void streamWithoutAnyClockIsNotJudged() {
        for (int i = 0; i < 200; i++) {
            now += 100 * MILLI;
            assertThat(watch.fed(now, new long[] {NONE, NONE, NONE}, 0)).isEmpty();
        }
    }

    /** So many seconds at this speed, told every so many milliseconds; the first complaint. */
    private Optional<String> play(double seconds, int millis, double speed) {
        double exact = clock;
        for (double passed = 0; passed < seconds - 0.0001; passed += millis / 1000.0) {
            now += millis * MILLI;
            exact += millis * 90 * speed;
            clock = (long) exact;
            Optional<String> wrong = feed();
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private Optional<String> feed() {
        return watch.fed(now, new long[] {clock, NONE, NONE}, 0);
    }
}
