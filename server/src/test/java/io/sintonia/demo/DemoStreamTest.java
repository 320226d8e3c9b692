package io.sintonia.demo;

import static io.sintonia.demo.Recording.LAP;
import static io.sintonia.demo.Recording.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.formats.mpegts.ClockReference;
import io.sintonia.formats.mpegts.StreamAnalyzer;
import io.sintonia.formats.mpegts.TsPacket;
import io.sintonia.formats.mpegts.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the demo's packets hold: one endless stream to an analyser and to a decoder, over laps and wraps of its clocks. */
@Timeout(120)
class DemoStreamTest {
    private static final int PIECE = 256 << 10;
    private static final long TWO_SECONDS = 180_000;
    /** Clocks wrap at 2^33 ticks; a lap in 2026 with the first wrap of that year in its middle. */
    private static final long WRAP = wrapAfter(TODAY);

    private final FakeClock clock = new FakeClock(TODAY);
    private final DemoUpstreams demo = new DemoUpstreams(clock);

    @ParameterizedTest
    @ValueSource(strings = {"demo:card", "demo:bars"})
    void picturesEnterEveryTwoSecondsOverThreeLaps(String url) throws IOException {
        var seen = watch(url, TODAY + LAP.toNanos() / 2, 3);
        assertThat(seen.entryTimes()).hasSizeBetween(36, 38);
        assertThat(gaps(seen.entryTimes())).containsOnly(TWO_SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo:card", "demo:bars"})
    void picturesGoOnWhereTheClocksWrap(String url) throws IOException {
        var seen = watch(url, WRAP - LAP.toNanos() * 3 / 2, 3);
        assertThat(seen.wraps()).as("the clock passed 2^33").isEqualTo(1);
        assertThat(gaps(seen.entryTimes())).containsOnly(TWO_SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void soundEntersEveryHalfSecondOverLapsAndWraps(boolean wraps) throws IOException {
        var seen = watch("demo:radio", wraps ? WRAP - LAP.toNanos() * 3 / 2 : TODAY, 3);
        assertThat(seen.wraps()).isEqualTo(wraps ? 1 : 0);
        assertThat(seen.entryTimes()).hasSizeGreaterThan(120);
        assertThat(gaps(seen.entryTimes())).allSatisfy(gap -> assertThat(gap).isBetween(45_000L, 54_000L));
    }

    /** A minute from the middle of a lap on, over two seams and with or without a wrap of its clocks; a decoder that stops at the first fault reads all of it. */
    @ParameterizedTest
    @CsvSource({
        "demo:card, 1500, false", "demo:bars, 1500, false", "demo:radio, 0, false",
        "demo:card, 1500, true", "demo:bars, 1500, true", "demo:radio, 0, true"
    })
    void aMinuteDecodesWithoutAMessage(String url, int pictures, boolean wraps, @TempDir Path folder)
            throws IOException, InterruptedException {
        long lap = wraps ? WRAP - WRAP % LAP.toNanos() - LAP.toNanos() : TODAY;
        clock.moveTo(lap + Duration.ofMillis(14_400).toNanos());
        var recorded = Recording.until(lap + 3 * LAP.toNanos(), Recording.open(demo, url), clock, PIECE);
        var stream = Files.write(folder.resolve("minute.ts"), recorded.bytes());
        var decoded = folder.resolve("decoded.txt");
        var said = folder.resolve("said.txt");

        var process = new ProcessBuilder(
                        Loader.load(org.bytedeco.ffmpeg.ffmpeg.class),
                        "-nostdin",
                        "-v",
                        "error",
                        "-xerror",
                        "-i",
                        stream.toString(),
                        "-map",
                        "0",
                        "-fps_mode",
                        "passthrough",
                        "-f",
                        "framecrc",
                        decoded.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(Duration.ofSeconds(60)))
                    .as("ffmpeg ends")
                    .isTrue();
            assertThat(said).as("what ffmpeg says").isEmptyFile();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
        var lines = Files.readAllLines(decoded).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        // the first PES packet of sound, of four frames, may begin on either side of the first picture
        long frames = ClockReference.difference(Recording.ticks(lap + 3 * LAP.toNanos()), recorded.firstPcr()) / 1_920;
        assertThat(frames).isGreaterThan(2_750);
        long sounds = url.equals("demo:radio") ? 0 : 1;
        assertThat(lines.stream().filter(line -> sounds == 1 && line.startsWith("0,")))
                .as("pictures")
                .hasSize(pictures);
        assertThat(lines.stream().filter(line -> line.startsWith(sounds + ",")).count())
                .as("frames of sound")
                .isBetween(frames - 4, frames + 4);
    }

    /** What an analyser made of it. */
    private record Seen(List<Long> entryTimes, int wraps) {}

    /** Plays some laps through an analyser: nothing may be lost, and no clock may go back. */
    private Seen watch(String url, long from, int laps) throws IOException {
        clock.moveTo(from);
        var recorded = Recording.until(from + laps * LAP.toNanos(), Recording.open(demo, url), clock, PIECE);
        var analyzer = new StreamAnalyzer();
        var entries = new ArrayList<Long>();
        long pcr = ClockReference.NONE;
        long raw = 0;
        long picture = ClockReference.NONE;
        long sound = ClockReference.NONE;
        int wraps = 0;
        for (int at = 0; at < recorded.bytes().length; at += TsPacket.SIZE) {
            if (analyzer.inspect(recorded.bytes(), at) == Verdict.ENTRY) {
                entries.add(analyzer.entryPts());
            }
            if (TsPacket.hasPcr(recorded.bytes(), at)) {
                wraps += TsPacket.pcr(recorded.bytes(), at) < raw ? 1 : 0;
                raw = TsPacket.pcr(recorded.bytes(), at);
                assertThat(analyzer.lastPcr() - pcr)
                        .isIn(7_200L, 7_680L, 1_920L, analyzer.lastPcr() - ClockReference.NONE);
                pcr = analyzer.lastPcr();
            }
            assertThat(analyzer.lastVideoPts()).isGreaterThanOrEqualTo(picture);
            assertThat(analyzer.lastAudioPts()).isGreaterThanOrEqualTo(sound);
            picture = analyzer.lastVideoPts();
            sound = analyzer.lastAudioPts();
        }
        assertThat(analyzer.losses()).as("losses").isZero();
        assertThat(analyzer.clockJumps()).as("jumps of the clock").isZero();
        assertThat(analyzer.facts().health().brokenSections()).isZero();
        return new Seen(entries, wraps);
    }

    private static List<Long> gaps(List<Long> times) {
        var gaps = new ArrayList<Long>();
        for (int i = 1; i < times.size(); i++) {
            gaps.add(times.get(i) - times.get(i - 1));
        }
        return gaps;
    }

    private static long wrapAfter(long nanos) {
        long ticks = Math.floorDiv(nanos, 100_000) * 9;
        long next = ((ticks >> 33) + 1) << 33;
        return next / 9 * 100_000;
    }
}
