package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many viewers over many channels for a while: nothing is lost, and threads, heap and descriptors are what they were.
 *
 * <p>Players, sources and server share one process and its cores here, and each packet is checked; so the rate is what
 * two cores carry. The full 8 Mbit/s to 1,000 viewers of 20 channels are {@code bench/fanout}'s, whose players let the
 * kernel throw most bytes away.
 */
class SoakTest {
    private static final Logger LOG = LoggerFactory.getLogger(SoakTest.class);
    /** With {@code -Dsintonia.long=true} for five minutes. */
    private static final boolean LONG = Boolean.getBoolean("sintonia.long");

    private static final int CHANNELS = LONG ? 20 : 10;
    private static final int VIEWERS = LONG ? 1000 : 100;
    private static final Duration TIME = LONG ? Duration.ofMinutes(5) : Duration.ofSeconds(8);
    /** Null packets to each of the card's, which has 170 kbit/s: 1 Mbit/s and 2 Mbit/s. */
    private static final int STUFFING = LONG ? 5 : 11;

    private static final long BITS_PER_SECOND = 170_000L * (STUFFING + 1);
    private static final long MOST_HEAP_GROWTH = 24L << 20;
    /** Carriers and timers that come with load and stay. */
    private static final int MORE_THREADS = 8 + 4 * Runtime.getRuntime().availableProcessors();

    @Test
    void manyViewersOfManyChannelsLoseNothingAndLeaveNothingBehind(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (LiveOrigin origin = LiveOrigin.ofStuffedTestCard(STUFFING).forgetting()) {
            StringBuilder list = new StringBuilder("#EXTM3U\n");
            for (int i = 0; i < CHANNELS; i++) {
                list.append("#EXTINF:-1,Channel ").append(i).append('\n').append(origin.url(i + ".ts\n"));
            }
            Files.writeString(folder.resolve("tv.m3u"), list);
            try (TestHouse house = TestHouse.serving(folder, """
                    sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                    users: [{username: u, password: p, max-connections: 0}]
                    live: {window: 10s, linger: 1s}
                    metrics: {allowed-networks: [127.0.0.1/32]}
                    """)) {
                house.awaitChannels(CHANNELS);
                // what is loaded and opened once only is not to count
                watch(house, CHANNELS, Duration.ofSeconds(2));
                awaitSilence(house, origin);
                State before = State.now();
                State during = watch(house, VIEWERS, TIME);
                awaitSilence(house, origin);
                Await.within(Duration.ofSeconds(20), () -> State.openNow() <= before.descriptors);
                State after = State.now();
                LOG.info(
                        "{} viewers of {} channels at {} kbit/s for {} s: before {}, during {}, after {}",
                        VIEWERS,
                        CHANNELS,
                        BITS_PER_SECOND / 1000,
                        TIME.toSeconds(),
                        before,
                        during,
                        after);
                assertThat(after.descriptors).as("open files").isLessThanOrEqualTo(before.descriptors);
                assertThat(during.threads).as("platform threads").isLessThanOrEqualTo(before.threads + MORE_THREADS);
                assertThat(after.threads).as("platform threads").isLessThanOrEqualTo(before.threads + MORE_THREADS);
                assertThat(after.heap - before.heap).as("heap after").isLessThan(MOST_HEAP_GROWTH);
                // a player of ours keeps a piece of 56 KB and its analysis, the server next to nothing
                assertThat(during.heap - before.heap)
                        .as("heap during")
                        .isLessThan(MOST_HEAP_GROWTH + VIEWERS * 200_000L);
                assertThat(house.metric("sintonia_live_skips_total")).isZero();
                assertThat(house.metric("sintonia_live_segments_dropped_total")).isZero();
                assertThat(house.metric("sintonia_live_failovers_total")).isZero();
            }
        }
    }

    /** Lets so many watch for so long; what the process was like at the end of that. */
    private static State watch(TestHouse house, int count, Duration time) throws IOException {
        List<SoakViewer> viewers = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                int channel = 1 + i % CHANNELS;
                viewers.add(SoakViewer.watching(house.port(), "/live/u/p/" + channel + ".ts", "viewer-" + i));
            }
            Await.until(
                    "everybody's first bytes",
                    Duration.ofSeconds(60),
                    () -> viewers.stream().allMatch(viewer -> viewer.bytes() > 0));
            long end = System.nanoTime() + time.toNanos();
            while (System.nanoTime() - end < 0) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
            State during = State.now();
            long due = BITS_PER_SECOND / 8 * time.toSeconds();
            assertThat(viewers).allSatisfy(viewer -> {
                assertThat(viewer.hasEnded()).isFalse();
                assertThat(viewer.isAstray()).isFalse();
                assertThat(viewer.losses()).isZero();
                assertThat(viewer.bytes()).isGreaterThan(due * 9 / 10);
            });
            return during;
        } finally {
            for (SoakViewer viewer : viewers) {
                viewer.close();
            }
        }
    }

    private static void awaitSilence(TestHouse house, LiveOrigin origin) {
        Await.untilSeldom("all channels have ended", Duration.ofSeconds(30), () -> {
            try {
                return origin.openConnections() == 0 && house.metric("sintonia_live_channels") == 0;
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** What a process can leak. */
    private record State(long descriptors, int threads, long heap) {
        static State now() {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return new State(
                    openNow(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }

        static long openNow() {
            Path own = Path.of("/proc/self/fd");
            Assumptions.assumeTrue(Files.isDirectory(own), "no /proc on this machine");
            try (Stream<Path> open = Files.list(own)) {
                return open.count();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
