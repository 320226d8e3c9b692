package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Viewers that read too slowly, or not at all, of channels of 8.7 and 20 Mbit/s: they are moved or closed, and nobody else notices. */
class SlowViewersTest {
    /** With {@code -Dsintonia.long=true} a viewer stops for the minute of the acceptance line, else for as long as it takes. */
    private static final boolean LONG = Boolean.getBoolean("sintonia.long");

    private LiveOrigin origin;
    private LiveOrigin fast;
    private TestHouse house;
    private Path segments;

    /** Where the house stands; other tests of this kind stand elsewhere. */
    TestHouse.Ground ground(Path dir) throws IOException {
        return TestHouse.Ground.inMemory(dir);
    }

    @BeforeEach
    void serve(@TempDir Path dir) throws IOException {
        TestHouse.Ground ground = ground(dir);
        segments = ground.live();
        origin = LiveOrigin.ofStuffedTestCard(50).forgetting();
        fast = LiveOrigin.ofStuffedTestCard(120);
        Files.writeString(
                dir.resolve("tv.m3u"),
                "#EXTM3U\n#EXTINF:-1,One\n" + origin.url("one.ts") + "\n#EXTINF:-1,Fast\n" + fast.url("fast.ts")
                        + "\n");
        house = TestHouse.serving(ground, dir, """
                sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                users: [{username: u, password: p, max-connections: 0}]
                live: {window: %s}
                metrics: {allowed-networks: [127.0.0.1/32]}
                """.formatted(LONG ? "60s" : "6s"));
        house.awaitChannels(2);
    }

    @AfterEach
    void close() throws IOException {
        house.close();
        origin.close();
        fast.close();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void viewerThatReadsNothingIsClosedAndCountedAndTheOthersLoseNothing() throws IOException, InterruptedException {
        List<TsClient> viewers = new ArrayList<>();
        try (TsClient stalled = TsClient.stalling(house.port(), "/live/u/p/1.ts", "stalled")) {
            assertThat(stalled.status()).isEqualTo(200);
            for (int i = 0; i < 19; i++) {
                viewers.add(TsClient.watching(house.port(), "/live/u/p/1.ts", "viewer-" + i));
            }
            long most = 0;
            long deadline =
                    System.nanoTime() + Duration.ofSeconds(LONG ? 100 : 40).toNanos();
            while (house.metric("sintonia_live_stalled_total") < 1 && System.nanoTime() < deadline) {
                most = Math.max(most, segmentBytes());
            }
            assertThat(house.metric("sintonia_live_stalled_total")).isEqualTo(1);
            // a window and a segment at each end, at 1.1 MB a second
            assertThat(most).isLessThan((LONG ? 64L : 11L) * 1_200_000);
            for (TsClient viewer : viewers) {
                assertThat(viewer.hasEnded()).isFalse();
                assertThat(TsClient.losses(viewer.packets())).isZero();
                assertThat(viewer.received()).isGreaterThan(3_000_000);
            }
            assertThat(origin.connections("one.ts")).hasSize(1);
        } finally {
            for (TsClient viewer : viewers) {
                viewer.close();
            }
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void viewerThatFallsBehindResumesAtAnEntryPointAndIsCounted() throws IOException, InterruptedException {
        try (TsClient slow = TsClient.reading(house.port(), "/live/u/p/2.ts", "slow", 1_000_000)) {
            Await.untilSeldom("the jump is counted", Duration.ofSeconds(LONG ? 180 : 60), this::hasSkipped);
            Await.untilSeldom("the jump has come", Duration.ofSeconds(30), () -> departure(slow.packets()) > 0);
            int jump = departure(slow.packets());
            Await.untilSeldom(
                    "enough after the jump",
                    Duration.ofSeconds(10),
                    () -> slow.received() > (jump + 600) * TsPacket.SIZE);
            byte[] after = Arrays.copyOfRange(slow.packets(), jump * TsPacket.SIZE, slow.packets().length);
            assertThat(TsPacket.pid(after, 0)).as("PAT").isZero();
            assertThat(TsPacket.pid(after, TsPacket.SIZE)).as("PMT").isEqualTo(0x1000);
            assertThat(TsClient.firstEntry(after)).isEqualTo(2);
            assertThat(house.metric("sintonia_live_skips_total")).isPositive();
        }
    }

    private boolean hasSkipped() {
        try {
            return house.metric("sintonia_live_skips_total") > 0;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The first packet after PAT, PMT that is not the source's next one, or -1; counters may agree by chance, bytes do not. */
    private int departure(byte[] packets) {
        byte[] source = fast.connections("fast.ts").getFirst().sent();
        int got = 2 * TsPacket.SIZE;
        int at = 0;
        while (!Arrays.equals(source, at, at + TsPacket.SIZE, packets, got, got + TsPacket.SIZE)) {
            at += TsPacket.SIZE;
        }
        int differs = Arrays.mismatch(source, at, source.length, packets, got, packets.length);
        boolean ranOut = differs < 0 || got + differs >= packets.length || at + differs >= source.length;
        return ranOut ? -1 : (got + differs) / TsPacket.SIZE;
    }

    private long segmentBytes() throws IOException {
        long sum = 0;
        try (var files = Files.walk(segments)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try {
                    sum += Files.size(file);
                } catch (NoSuchFileException e) {
                    sum += 0; // dropped in between
                }
            }
        }
        return sum;
    }
}
