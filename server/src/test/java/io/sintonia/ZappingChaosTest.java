package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three viewers zap at random between the channels of two providers that allow one connection each. No provider ever sees two,
 * none stays open, and nobody is refused what was free.
 *
 * <p>"What was free" exactly: a play may be refused only if, for as long as a channel waits for a connection, plays of other
 * channels of that provider followed each other without a break longer than it takes to hand one over.
 */
class ZappingChaosTest {
    private static final boolean LONG = Boolean.getBoolean("sintonia.long");
    private static final Duration DURATION = LONG ? Duration.ofMinutes(5) : Duration.ofSeconds(20);
    private static final long SEED = Long.getLong("sintonia.seed", 20_26);
    /** A little less than the relay waits for a connection. */
    private static final long WAITED = Duration.ofMillis(2_700).toNanos();
    /** What may pass until a connection that was left is the next one's, on a machine that does much else. */
    private static final long HANDED_OVER = Duration.ofMillis(600).toNanos();

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<Play> plays = new ConcurrentLinkedQueue<>();

    /** A channel in a player's list. */
    private record Entry(String provider, String name, String path) {}

    /** A wish for a channel; times in nanoseconds. Status 0 is that of a viewer who left before the answer. */
    private record Play(int viewer, Entry entry, int status, long asked, long answered, long left) {
        boolean mayHold(Play other) {
            return (status == 0 || status == 200)
                    && entry.provider.equals(other.entry.provider)
                    && !entry.name.equals(other.entry.name);
        }

        String told(long since) {
            return "viewer " + viewer + " " + entry.name + ": " + status + ", asked " + millis(asked - since)
                    + ", answered " + millis(answered - since) + ", left " + millis(left - since);
        }

        private static long millis(long nanos) {
            return nanos / 1_000_000;
        }
    }

    @Test
    void providerNeverSeesTwoConnectionsAndNobodyIsRefusedWhatIsFree()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (CountingOrigin one = CountingOrigin.start();
                CountingOrigin two = CountingOrigin.start()) {
            list("a", one);
            list("b", two);
            try (TestHouse house = TestHouse.serving(folder, """
                    sources:
                      - {name: A, type: m3u, url: "file:a.m3u", max-connections: 1}
                      - {name: B, type: m3u, url: "file:b.m3u", max-connections: 1}
                    users: [{username: u, password: p, max-connections: 0}]
                    live: {linger: 1s}
                    metrics: {allowed-networks: [127.0.0.1/32]}
                    """)) {
                house.awaitChannels(6);
                List<Entry> entries = entries(house);
                long began = System.nanoTime();
                try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    List<Future<?>> viewers = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                        int viewer = i;
                        viewers.add(threads.submit(() -> {
                            zap(house.port(), viewer, entries);
                            return viewer;
                        }));
                    }
                    for (Future<?> viewer : viewers) {
                        viewer.get(DURATION.toSeconds() + 90, TimeUnit.SECONDS);
                    }
                }
                assertThat(List.of(one.most(), two.most()))
                        .as("the most connections a provider saw")
                        .containsExactly(1, 1);
                assertThat(one.seen() + two.seen()).as("there was zapping").isGreaterThan(10);
                assertThat(refusedForNothing(began)).isEmpty();
                assertThat(plays).as("somebody watched").anyMatch(play -> play.status == 200);
                Await.untilSeldom(
                        "no connection is open, and none is counted",
                        Duration.ofSeconds(20),
                        () -> one.openNow() + two.openNow() + counted(house) == 0);
                assertThat(house.get("/metrics").body())
                        .contains("sintonia_sources_connections{source=\"A\"}", "sintonia_live_upstreams 0");
                assertThat(house.metric("sintonia_sources_limits_learnt_total"))
                        .as("nobody was refused by a provider")
                        .isZero();
            }
        }
    }

    private static double counted(TestHouse house) {
        try {
            return house.metric("sintonia_sources_connections{source=\"A\"}")
                    + house.metric("sintonia_sources_connections{source=\"B\"}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void list(String name, CountingOrigin origin) throws IOException {
        StringBuilder list = new StringBuilder("#EXTM3U\n");
        for (int i = 1; i <= 3; i++) {
            list.append("#EXTINF:-1,")
                    .append(name)
                    .append(i)
                    .append('\n')
                    .append(origin.url("live/" + i + ".ts"))
                    .append('\n');
        }
        Files.writeString(folder.resolve(name + ".m3u"), list);
    }

    /** The channels as a player finds them. */
    private static List<Entry> entries(TestHouse house) throws IOException, InterruptedException {
        List<String> lines = house.get("/get.php?username=u&password=p&type=m3u_plus&output=ts")
                .body()
                .lines()
                .toList();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (lines.get(i).startsWith("#EXTINF")) {
                String name = lines.get(i).substring(lines.get(i).lastIndexOf(',') + 1);
                String path = lines.get(i + 1).replaceFirst("^https?://[^/]+", "");
                entries.add(new Entry(name.substring(0, 1), name, path));
            }
        }
        assertThat(entries).hasSize(6);
        return entries;
    }

    private void zap(int port, int viewer, List<Entry> entries) throws IOException {
        Random random = new Random(SEED + viewer);
        long end = System.nanoTime() + DURATION.toNanos();
        List<Watching> before = new ArrayList<>();
        while (System.nanoTime() - end < 0) {
            // most players leave the last channel first, some a moment after they asked for the next
            boolean overlaps = random.nextInt(4) == 0;
            if (!overlaps) {
                leave(before);
            }
            Watching next = new Watching(viewer, entries.get(random.nextInt(entries.size())), port);
            if (overlaps) {
                LockSupport.parkNanos(random.nextLong(200_000_000));
                leave(before);
            }
            if (random.nextInt(5) > 0) {
                next.awaitAnswer();
            }
            LockSupport.parkNanos(random.nextLong(1_500_000_000));
            before.add(next);
        }
        leave(before);
    }

    private void leave(List<Watching> all) throws IOException {
        for (Watching one : all) {
            plays.add(one.left());
        }
        all.clear();
    }

    /** A player that plays. */
    private static final class Watching {
        private final int viewer;
        private final Entry entry;
        private final long asked = System.nanoTime();
        private final TsClient client;

        Watching(int viewer, Entry entry, int port) throws IOException {
            this.viewer = viewer;
            this.entry = entry;
            this.client = TsClient.watching(port, entry.path, "zapper-" + viewer);
        }

        void awaitAnswer() {
            Await.until(
                    "an answer for " + entry.name,
                    Duration.ofSeconds(30),
                    () -> client.status() != 0 || client.hasEnded());
        }

        Play left() throws IOException {
            int status = client.status();
            client.close();
            long now = System.nanoTime();
            long answered = status == 0 ? now : asked + client.timeToFirstByte().toNanos();
            return new Play(viewer, entry, status, asked, answered, now);
        }
    }

    /** The plays that were refused though there was a connection for them, each with what others did. */
    private List<String> refusedForNothing(long began) {
        List<String> wrong = new ArrayList<>();
        for (Play refused : plays) {
            if (refused.status == 0 || refused.status == 200) {
                continue;
            }
            List<Play> others = plays.stream()
                    .filter(other -> other.mayHold(refused))
                    .sorted(Comparator.comparingLong(Play::asked))
                    .toList();
            long covered = refused.answered - WAITED;
            for (Play other : others) {
                if (other.asked - covered <= HANDED_OVER && other.left - covered > 0) {
                    covered = other.left;
                }
            }
            if (refused.status != 503 || covered - (refused.answered - HANDED_OVER) < 0) {
                wrong.add(refused.told(began) + " while "
                        + others.stream()
                                .filter(other -> other.left - (refused.asked - HANDED_OVER) > 0
                                        && other.asked - refused.answered < 0)
                                .map(other -> other.told(began))
                                .toList());
            }
        }
        return wrong;
    }
}
