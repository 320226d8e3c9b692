package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Watching a channel through the whole server: many viewers, slow ones, late ones, and ones that come and go. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchingTest {
    private static final int PREAMBLE = 2 * TsPacket.SIZE;

    private LiveOrigin origin;
    private TestHouse house;
    private Path folder;

    /** Where the house stands; other tests of this kind stand elsewhere. */
    TestHouse.Ground ground(Path dir) throws IOException {
        return TestHouse.Ground.inMemory(dir);
    }

    @BeforeAll
    void serve(@TempDir Path dir) throws IOException {
        folder = dir;
        origin = LiveOrigin.ofTestCard();
        Files.writeString(folder.resolve("tv.m3u"), """
                #EXTM3U
                #EXTINF:-1 group-title="News",Many
                %s
                #EXTINF:-1 group-title="News",Late
                %s
                #EXTINF:-1 group-title="News",Zap
                %s
                #EXTINF:-1 group-title="News",Hls
                %s
                #EXTINF:-1 group-title="News",Ends
                %s
                #EXTINF:-1 group-title="News",Dies
                %s
                """.formatted(
                        origin.url("many.ts"),
                        origin.url("late.ts"),
                        origin.url("zap.ts"),
                        origin.url("hls.ts"),
                        origin.url("ends.ts"),
                        origin.url("dies.ts")));
        house = TestHouse.serving(ground(dir), dir, """
                sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                users: [{username: u, password: p, max-connections: 0}]
                live: {window: 6s, linger: 5s}
                metrics: {allowed-networks: [127.0.0.1/32]}
                """);
        house.awaitChannels(6);
    }

    @AfterAll
    void close() throws IOException {
        house.close();
        origin.close();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void twentyViewersShareOneUpstreamAndLoseNothing() throws IOException {
        List<TsClient> viewers = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                viewers.add(TsClient.watching(house.port(), "/live/u/p/1.ts", "viewer-" + i));
            }
            viewers.forEach(viewer -> viewer.awaitBytes(200_000));
            assertThat(origin.connections("many.ts")).hasSize(1);
            List<byte[]> received = viewers.stream().map(TsClient::packets).toList();
            // after them, or the last ones would have more than it says
            byte[] sent = origin.connections("many.ts").getFirst().sent();
            for (byte[] packets : received) {
                assertThat(TsClient.losses(packets)).isZero();
                assertThat(isWithin(sent, Arrays.copyOfRange(packets, PREAMBLE, packets.length)))
                        .as("every byte after PAT and PMT is the source's, in the source's order")
                        .isTrue();
            }
        } finally {
            for (TsClient viewer : viewers) {
                viewer.close();
            }
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void lateJoinerStartsWithTablesAndAnEntryPointAtOnce() throws IOException {
        try (TsClient first = TsClient.watching(house.port(), "/u/p/2", "first")) {
            first.awaitBytes(60_000);
            List<Duration> waits = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                try (TsClient late = TsClient.watching(house.port(), "/live/u/p/2", "late-" + i)) {
                    late.awaitBytes(20_000);
                    byte[] packets = late.packets();
                    assertThat(TsPacket.pid(packets, 0)).as("PAT").isZero();
                    assertThat(TsPacket.pid(packets, TsPacket.SIZE)).as("PMT").isEqualTo(0x1000);
                    assertThat(TsClient.firstEntry(packets))
                            .as("the third packet")
                            .isEqualTo(2);
                    waits.add(late.timeToFirstByte());
                }
            }
            // the median, since one of ten may meet a collection or another test; bench/fanout measures it properly
            waits.sort(null);
            assertThat(waits.get(5)).isLessThan(Duration.ofMillis(50));
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void leavingAndReturningTwentyTimesKeepsTheUpstream() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (TsClient viewer = TsClient.watching(house.port(), "/live/u/p/3.ts", "zapper")) {
                viewer.awaitBytes(4 * TsPacket.SIZE);
                assertThat(viewer.status()).isEqualTo(200);
                assertThat(viewer.received()).isPositive();
            }
        }
        assertThat(origin.connections("zap.ts")).hasSize(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void channelEndsAfterItsLingerAndComesBack() throws IOException {
        try (TsClient viewer = TsClient.watching(house.port(), "/live/u/p/5.ts", "zapper")) {
            viewer.awaitBytes(4 * TsPacket.SIZE);
        }
        int opened = origin.connections("ends.ts").size();
        Await.until(
                "the upstream is closed",
                Duration.ofSeconds(15),
                () -> origin.connections("ends.ts").stream().noneMatch(LiveOrigin.Connection::isOpen));
        try (TsClient viewer = TsClient.watching(house.port(), "/live/u/p/5.ts", "zapper")) {
            viewer.awaitBytes(4 * TsPacket.SIZE);
            assertThat(viewer.status()).isEqualTo(200);
        }
        assertThat(origin.connections("ends.ts")).hasSize(opened + 1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void viewerOfASourceThatIsKilledReadsOnWithoutALoss() throws IOException {
        try (TsClient viewer = TsClient.watching(house.port(), "/live/u/p/6.ts", "patient")) {
            viewer.awaitBytes(100_000);
            origin.connections("dies.ts").getLast().cut();
            Await.until(
                    "a second connection",
                    Duration.ofSeconds(5),
                    () -> origin.connections("dies.ts").size() == 2);
            viewer.awaitBytes(viewer.received() + 60_000);
            assertThat(viewer.hasEnded()).isFalse();
            assertThat(TsClient.losses(viewer.packets())).isZero();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void hlsPlaylistListsSegmentsThatBeginWithTablesAndAnEntryPoint() throws IOException, InterruptedException {
        var playlist = house.get("/live/u/p/4.m3u8");
        assertThat(playlist.statusCode()).isEqualTo(200);
        assertThat(playlist.headers().firstValue("Content-Type")).contains("application/vnd.apple.mpegurl");
        assertThat(playlist.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        List<String> segments =
                playlist.body().lines().filter(line -> !line.startsWith("#")).toList();
        assertThat(segments).hasSizeGreaterThanOrEqualTo(2);
        for (String segment : segments) {
            assertThat(segment).startsWith("../../../hls/");
            var bytes = house.bytes(segment.substring("../../..".length()));
            assertThat(bytes.statusCode()).isEqualTo(200);
            assertThat(bytes.headers().firstValue("Content-Type")).contains("video/mp2t");
            byte[] packets = bytes.body();
            assertThat(packets.length % TsPacket.SIZE).isZero();
            assertThat(TsClient.losses(packets)).isZero();
            assertThat(TsClient.firstEntry(packets)).isEqualTo(2);
        }
        assertThat(house.get("/hls/4.notATokenOfOurs/1.ts").statusCode()).isEqualTo(404);
    }

    private static boolean isWithin(byte[] whole, byte[] part) {
        byte[] first = Arrays.copyOf(part, TsPacket.SIZE);
        for (int at = 0; at + part.length <= whole.length; at += TsPacket.SIZE) {
            if (Arrays.equals(whole, at, at + TsPacket.SIZE, first, 0, TsPacket.SIZE)
                    && Arrays.equals(whole, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
