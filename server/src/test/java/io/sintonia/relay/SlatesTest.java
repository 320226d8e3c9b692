package io.sintonia.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sintonia.Ffmpeg;
import io.sintonia.formats.mpegts.ClipLoop;
import io.sintonia.formats.mpegts.ClockReference;
import io.sintonia.formats.mpegts.StreamAnalyzer;
import io.sintonia.formats.mpegts.TsPacket;
import io.sintonia.formats.mpegts.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A slate is one endless stream in real time, whichever it is, and ends when it is closed. */
@Timeout(60)
class SlatesTest {
    private static final int PIECE = 64 << 10;
    private static final long LAP_TICKS = 288_000;
    private static final long GROUP_TICKS = 72_000;

    private final FakePause pause = new FakePause();
    private final Slates slates = new Slates(pause);

    @ParameterizedTest
    @EnumSource(Slate.class)
    void nothingIsLostAndNoClockGoesBackOverThreeLaps(Slate slate) throws IOException {
        byte[] bytes = play(slates.open(slate), Duration.ofMillis(9_600));
        StreamAnalyzer analyzer = new StreamAnalyzer();
        List<Long> entries = new ArrayList<>();
        long pcr = ClockReference.NONE;
        long picture = ClockReference.NONE;
        long sound = ClockReference.NONE;
        for (int at = 0; at < bytes.length; at += TsPacket.SIZE) {
            if (analyzer.inspect(bytes, at) == Verdict.ENTRY) {
                entries.add(analyzer.entryPts());
            }
            if (TsPacket.hasPcr(bytes, at)) {
                assertThat(pcr == ClockReference.NONE ? 3_600L : TsPacket.pcr(bytes, at) - pcr)
                        .as("from clock to clock")
                        .isBetween(3_600L, 9_000L);
                pcr = TsPacket.pcr(bytes, at);
            }
            assertThat(analyzer.lastVideoPts()).isGreaterThanOrEqualTo(picture);
            assertThat(analyzer.lastAudioPts()).isGreaterThanOrEqualTo(sound);
            picture = analyzer.lastVideoPts();
            sound = analyzer.lastAudioPts();
        }
        assertThat(analyzer.losses()).isZero();
        assertThat(analyzer.clockJumps()).isZero();
        assertThat(analyzer.facts().health().brokenSections()).isZero();
        assertThat(picture).isEqualTo(3 * LAP_TICKS - 3_600);
        assertThat(entries).hasSize(12);
        for (int i = 0; i < entries.size(); i++) {
            assertThat(entries.get(i)).as("entry " + i).isEqualTo(i * GROUP_TICKS);
        }
    }

    @ParameterizedTest
    @EnumSource(Slate.class)
    void tenSecondsDecodeWithoutAMessage(Slate slate, @TempDir Path folder) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("slate.ts"), play(slates.open(slate), Duration.ofSeconds(10)));
        assertThat(Ffmpeg.codecs(file.toString())).contains("h264").contains("aac");
        Ffmpeg.Run run = Ffmpeg.decode(file.toString(), 20);
        assertThat(run.text()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Slate.class)
    void lapsAloneAreThoseOfTheLoop(Slate slate) throws IOException {
        byte[] bytes = play(slates.open(slate), Duration.ofSeconds(112));
        ByteArrayOutputStream laps = new ByteArrayOutputStream();
        for (int lap = 0; lap < 35; lap++) {
            laps.write(slates.clip(slate).lap(lap));
        }
        assertThat(laps.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void keyPictureIsThereAtOnceAndTheRestComesInRealTime() throws IOException {
        Upstream upstream = slates.open(Slate.UNAVAILABLE);
        byte[] buffer = new byte[PIECE];
        int first = upstream.read(buffer);
        assertThat(pause.passed()).isZero();
        assertThat(TsPacket.pid(buffer, 0)).isEqualTo(TsPacket.PAT_PID);
        assertThat(first).isGreaterThan(20 * TsPacket.SIZE);
        for (long clock = 0; clock < 3 * LAP_TICKS; ) {
            int length = upstream.read(buffer);
            for (int at = 0; at < length; at += TsPacket.SIZE) {
                if (TsPacket.hasPcr(buffer, at)) {
                    clock = TsPacket.pcr(buffer, at);
                    assertThat(pause.passed().toMillis() - clock / 90)
                            .as("milliseconds late")
                            .isBetween(-40L, 40L);
                }
            }
        }
    }

    @Test
    void readerThatWasStoppedFindsNoFlood() throws IOException {
        Upstream upstream = slates.open(Slate.STARTING);
        byte[] buffer = new byte[1 << 20];
        int usual = play(upstream, Duration.ofSeconds(4)).length / 4;
        pause.pass(Duration.ofMinutes(10));
        assertThat(upstream.read(buffer)).isBetween(TsPacket.SIZE, usual);
        Duration before = pause.passed();
        upstream.read(buffer);
        assertThat(pause.passed()).as("it waits again").isGreaterThan(before);
    }

    @Test
    void openingsDoNotDisturbEachOther() throws IOException {
        byte[] alone = play(slates.open(Slate.LIMIT), Duration.ofSeconds(5));
        Upstream one = slates.open(Slate.LIMIT);
        play(slates.open(Slate.LIMIT), Duration.ofSeconds(2)); // another in between
        assertThat(play(slates.open(Slate.LIMIT), Duration.ofSeconds(5))).isEqualTo(alone);
        assertThat(one.read(new byte[PIECE])).isPositive();
    }

    @Test
    void closingUnblocksTheReaderAtOnce()
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        Upstream upstream = slates.open(Slate.UNAVAILABLE);
        byte[] buffer = new byte[PIECE];
        upstream.read(buffer);
        pause.freeze();
        CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> {
            try {
                upstream.read(buffer);
                return new AssertionError("it read on");
            } catch (IOException e) {
                return e;
            }
        });
        assertThat(pause.waiting.await(10, TimeUnit.SECONDS)).isTrue();
        upstream.close();
        assertThat(failure.get(10, TimeUnit.SECONDS))
                .isInstanceOf(IOException.class)
                .hasMessage("the slate was closed");
        upstream.close();
        assertThatThrownBy(() -> upstream.read(buffer)).hasMessage("the slate was closed");
    }

    @Test
    void interruptedReaderStaysInterrupted() throws IOException {
        Upstream upstream = slates.open(Slate.UNAVAILABLE);
        byte[] buffer = new byte[PIECE];
        upstream.read(buffer);
        pause.freeze();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> upstream.read(buffer)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void lapThatIsNoMultipleOfAPictureIsRefused() {
        assertThatThrownBy(() -> ClipLoop.of("odd", new byte[188], Duration.ofMillis(50)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a multiple of 40 ms");
    }

    /** What comes in so much time from now on. */
    private byte[] play(Upstream upstream, Duration time) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[PIECE];
        Duration until = pause.passed().plus(time);
        while (pause.passed().plusMillis(40).compareTo(until) < 0) {
            bytes.write(buffer, 0, upstream.read(buffer));
        }
        return bytes.toByteArray();
    }
}
