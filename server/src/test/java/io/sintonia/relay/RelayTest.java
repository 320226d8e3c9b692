package io.sintonia.relay;

import static io.sintonia.relay.FakeOrigin.await;
import static io.sintonia.relay.FakeOrigin.fail;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Channel;
import io.sintonia.formats.mpegts.ClockReference;
import io.sintonia.formats.mpegts.StreamAnalyzer;
import io.sintonia.formats.mpegts.TelevisionStream;
import io.sintonia.relay.FakeOrigin.Script.Send;
import io.sintonia.relay.FakeOrigin.Then;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels that are watched: one upstream for all viewers, from the first one's request until after the last one's leave. */
class RelayTest {
    private static final byte[] NEWS = new TelevisionStream(100).groups(4).bytes();

    @TempDir
    Path directory;

    private LiveHouse house;

    @BeforeEach
    void open() throws IOException {
        house = LiveHouse.with(directory, LiveHouse.patient());
    }

    @AfterEach
    void close() throws IOException {
        house.close();
        assertThat(house.origin().openNow()).as("open upstreams at the end").isZero();
        assertThat(house.openSegments()).as("open segments at the end").isZero();
    }

    private Channel playing(String name) {
        house.origin().script("fake:" + name, new Send(NEWS, Then.SILENCE));
        return house.channel(name, "fake:" + name);
    }

    /** What a log keeps of a stream: all from its first entry on, which follows PAT and PMT. */
    private static byte[] kept(byte[] stream) {
        return Arrays.copyOfRange(stream, 2 * 188, stream.length);
    }

    @Test
    void twentyViewersShareOneUpstream() throws InterruptedException, ExecutionException, TimeoutException {
        Channel news = playing("news");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Viewing>> watching = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                watching.add(threads.submit(() -> house.watching(news)));
            }
            for (Future<Viewing> one : watching) {
                assertThat(one.get(20, TimeUnit.SECONDS).log().newestEntry()).isNotNull();
            }
            assertThat(house.relay().playing().getFirst().viewings()).hasSize(20);
            for (Future<Viewing> one : watching) {
                one.get().close();
            }
        }
        assertThat(house.origin().events()).containsExactly("open fake:news");
    }

    @Test
    void bytesAreTheSourcesFromTheFirstEntryOn() throws InterruptedException {
        house.origin().script("fake:news", new Send(NEWS, Then.SILENCE), new Send(new byte[0], Then.SILENCE));
        try (Viewing viewing = house.watching(house.channel("news", "fake:news"));
                Playback playback = new Playback(viewing)) {
            byte[] more = new TelevisionStream(108).groups(3).bytes();
            house.origin().newest("fake:news").send(more);
            house.origin().newest("fake:news").then(Then.END);
            byte[] all = Arrays.copyOf(NEWS, NEWS.length + more.length);
            System.arraycopy(more, 0, all, NEWS.length, more.length);
            byte[] expected = kept(all);
            // it joined somewhere; from there on nothing is missing, and the last packet is there too
            await(
                    "the end was read",
                    () -> endsWith(expected, playback.read()) && playback.read().length > more.length);
        }
    }

    private static boolean endsWith(byte[] whole, byte[] end) {
        return end.length <= whole.length
                && Arrays.equals(whole, whole.length - end.length, whole.length, end, 0, end.length);
    }

    @Test
    void viewerWhoReturnsWithinTheLingerFindsTheSameUpstream() {
        Channel news = playing("news");
        house.watching(news).close();
        try (Viewing again = house.watching(news)) {
            assertThat(again.log().isEnded()).isFalse();
        }
        assertThat(house.origin().events()).containsExactly("open fake:news");
    }

    @Test
    void upstreamIsClosedOnceTheLingerIsOver() throws InterruptedException {
        Channel news = playing("news");
        Viewing viewing = house.watching(news);
        viewing.close();
        viewing.close();
        await("the channel has ended", () -> house.relay().playing().isEmpty());
        assertThat(house.origin().events()).containsExactly("open fake:news", "close fake:news");
        assertThat(viewing.log().isEnded()).isTrue();
    }

    @Test
    void numbersGoOnWhenAChannelIsWatchedAgain() throws InterruptedException {
        Channel news = playing("news");
        Viewing first = house.watching(news);
        await("three segments", () -> first.log().window().size() == 3);
        long last = first.log().window().getLast().sequence() + 1;
        first.close();
        await("the channel has ended", () -> house.relay().playing().isEmpty());
        try (Viewing again = house.watching(news)) {
            await("three segments", () -> again.log().window().size() == 3);
            assertThat(again.log().window().getFirst().sequence()).isEqualTo(last + 1);
            assertThat(again.log().window().getFirst().beginsAnew()).isTrue();
        }
    }

    @Test
    void viewerWhoComesWhileAChannelEndsWaitsForItsEnd()
            throws InterruptedException, ExecutionException, TimeoutException {
        Channel news = playing("news");
        AtomicBoolean held = new AtomicBoolean(true);
        Viewing first = house.watching(news);
        await("three segments", () -> first.log().window().size() == 3);
        long growing = first.log().window().getLast().sequence() + 1;
        house.origin().newest("fake:news").holdReaderWhile(held);
        house.relay().end(news.id());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Viewing> second = threads.submit(() -> house.watching(news));
            // more than long enough to open a second upstream, if it did not wait
            await("some time has passed", passed(Duration.ofMillis(100)));
            assertThat(house.origin().events()).containsExactly("open fake:news", "close fake:news");
            held.set(false);
            try (Viewing viewing = second.get(20, TimeUnit.SECONDS)) {
                await("two segments", () -> viewing.log().window().size() >= 2);
                assertThat(viewing.log().window().getFirst().sequence())
                        .as("no number is given twice")
                        .isEqualTo(growing + 1);
            }
        }
        first.close();
    }

    private static BooleanSupplier passed(Duration time) {
        long began = System.nanoTime();
        return () -> System.nanoTime() - began > time.toNanos();
    }

    @Test
    void sourceThatFailsBeforeItsFirstByteIsToldAtOnce() {
        for (Kind kind : List.of(Kind.UNREACHABLE, Kind.REFUSED, Kind.SILENT)) {
            String url = "fake:" + kind;
            house.origin().script(url, fail(kind));
            long began = System.nanoTime();
            assertThat(house.refused(house.channel("dead", url)).kind()).isEqualTo(kind);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        }
        assertThat(house.relay().playing()).isEmpty();
    }

    @Test
    void pageInPlaceOfAStreamIsNoStream() {
        byte[] page = "<!DOCTYPE html><html><body>not today</body></html>".getBytes(StandardCharsets.US_ASCII);
        house.origin().script("fake:page", new Send(page, Then.SILENCE));
        UpstreamFailure failure = house.refused(house.channel("page", "fake:page"));
        assertThat(failure.kind()).isEqualTo(Kind.NOT_A_STREAM);
        assertThat(failure.text()).contains("instead of a transport stream");
    }

    @Test
    void secondAddressIsUsedWhenTheFirstFails() {
        house.origin().script("fake:first", fail(Kind.REFUSED)).script("fake:second", new Send(NEWS, Then.SILENCE));
        house.watching(house.channel("two", "fake:first", "fake:second")).close();
        assertThat(house.origin().events()).startsWith("refuse fake:first", "open fake:second");
    }

    @Test
    void addressesAreTriedOnceEachBeforeTheChannelIsUnavailable() {
        house.origin().script("fake:1", fail(Kind.REFUSED)).script("fake:2", fail(Kind.UNREACHABLE));
        assertThat(house.refused(house.channel("none", "fake:1", "fake:2")).kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(house.origin().events()).containsExactly("refuse fake:1", "refuse fake:2");
    }

    @Test
    void viewerReadsOnWhenTheSourceDiesAndComesBack() throws InterruptedException {
        byte[] later = new TelevisionStream(7000).groups(3).bytes();
        for (Then death : List.of(Then.END, Then.BREAK_OFF)) {
            String url = "fake:" + death;
            house.origin().script(url, new Send(NEWS, Then.SILENCE), new Send(later, Then.SILENCE));
            try (Viewing viewing = house.watching(house.channel(death.name(), url));
                    Playback playback = new Playback(viewing)) {
                house.origin().newest(url).then(death);
                int seconds = later.length - 188;
                await("the second connection was read", () -> lengthAfter(playback.read(), kept(NEWS)) == seconds);
                byte[] both = playback.read();
                StreamAnalyzer seen = new StreamAnalyzer();
                for (int at = 0; at < both.length; at += 188) {
                    seen.inspect(both, at);
                }
                assertThat(seen.losses()).as("counters go on").isZero();
                assertThat(seen.clockJumps()).as("so does the clock").isZero();
                assertThat(ClockReference.wrap(seen.lastVideoPts()))
                        .as("the fourth picture, one step, and two more pictures")
                        .isEqualTo((106 + 4) * 90_000 + 3600);
                assertThat(playback.sawABreak()).isTrue();
                assertThat(viewing.log().isEnded()).isFalse();
            }
        }
    }

    /** How much a viewer got of a second source: what follows the first one's last packets. Negative before its end. */
    private static int lengthAfter(byte[] read, byte[] first) {
        byte[] end = Arrays.copyOfRange(first, first.length - 20 * 188, first.length);
        for (int at = 0; at + end.length <= read.length; at += 188) {
            if (Arrays.equals(read, at, at + end.length, end, 0, end.length)) {
                return read.length - at - end.length;
            }
        }
        return -1;
    }

    @Test
    void addressOfAnUnsupportedKindIsToldAsSuch() {
        UpstreamFailure declared = house.refused(house.unsupported("drm", "it is encrypted"));
        assertThat(declared).isEqualTo(new UpstreamFailure(Kind.UNSUPPORTED, "it is encrypted"));
        UpstreamFailure unknown = house.refused(house.channel("rtmp", "rtmp://host/app/secret"));
        assertThat(unknown.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(unknown.text()).contains("rtmp").doesNotContain("secret");
    }

    @Test
    void endedChannelTellsItsViewers() throws InterruptedException {
        Channel news = playing("news");
        try (Viewing viewing = house.watching(news);
                Playback playback = new Playback(viewing)) {
            assertThat(house.relay().end(news.id())).isTrue();
            await("the viewer was told", () -> {
                playback.read();
                return !playback.ended().isEmpty();
            });
        }
        await("the upstream is closed", () -> house.origin().openNow() == 0);
        assertThat(house.relay().end(999)).isFalse();
    }

    @Test
    void dismissedViewerIsToldOnceAlsoWhenItListensLate() {
        Channel news = playing("news");
        try (Viewing viewing = house.watching(news)) {
            List<String> told = new ArrayList<>();
            assertThat(house.relay().dismiss(news.id(), viewing.viewer().id())).isTrue();
            viewing.onDismissal(() -> told.add("late"));
            assertThat(house.relay().dismiss(news.id(), viewing.viewer().id())).isTrue();
            assertThat(told).containsExactly("late");
            assertThat(house.relay().dismiss(news.id(), 999)).isFalse();
        }
    }

    @Test
    void interruptedWaitLeavesNoViewing() throws InterruptedException, ExecutionException, TimeoutException {
        house.origin().script("fake:mute", new Send(new byte[0], Then.SILENCE));
        Channel mute = house.channel("mute", "fake:mute");
        AtomicBoolean interrupted = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> waiting = threads.submit(() -> {
                assertThat(house.watch(mute)).isInstanceOf(Watch.Unavailable.class);
                interrupted.set(Thread.currentThread().isInterrupted());
            });
            await("it waits", () -> house.origin().openNow() == 1);
            waiting.cancel(true);
            await("nobody waits any more", () -> house.relay().playing().isEmpty() && interrupted.get());
        }
        assertThat(house.origin().openNow()).isZero();
    }

    @Test
    void closedRelayWatchesNothing() throws IOException {
        Channel news = playing("news");
        Viewing viewing = house.watching(news);
        house.relay().close();
        assertThat(house.relay().playing()).isEmpty();
        assertThat(viewing.log().isEnded()).isTrue();
        assertThat(house.openSegments()).isZero();
        viewing.close();
        assertThat(house.watch(news)).isInstanceOf(Watch.Unavailable.class);
    }
}
