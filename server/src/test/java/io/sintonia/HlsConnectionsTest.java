package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who counts as a connection where nobody holds one: HLS players, told apart by address and agent. */
class HlsConnectionsTest {
    private static final Duration TARGET = Duration.ofSeconds(3);

    private static LiveOrigin origin;
    private static TestHouse house;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        origin = LiveOrigin.ofTestCard();
        Files.writeString(
                folder.resolve("tv.m3u"),
                "#EXTM3U\n#EXTINF:-1,One\n" + origin.url("one.ts") + "\n#EXTINF:-1,Two\n" + origin.url("two.ts")
                        + "\n");
        house = TestHouse.serving(folder, """
                sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                users:
                  - {username: one, password: p, at-limit: refuse}
                  - {username: two, password: p, max-connections: 2, at-limit: refuse}
                  - {username: again, password: p, at-limit: refuse}
                  - {username: gone, password: p, at-limit: refuse}
                  - {username: keen, password: p, at-limit: refuse}
                metrics: {allowed-networks: [127.0.0.1/32]}
                """);
        house.awaitChannels(2);
    }

    @AfterAll
    static void close() throws IOException {
        house.close();
        origin.close();
    }

    private static HttpResponse<String> list(String user, int channel, String agent) {
        try {
            return house.get("/live/" + user + "/p/" + channel + ".m3u8", "User-Agent", agent);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int status(String user, int channel, String agent) {
        return list(user, channel, agent).statusCode();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void sameDeviceCountsOnceHoweverOftenItAsks() {
        for (int i = 0; i < 5; i++) {
            assertThat(status("one", 1, "tv")).isEqualTo(200);
        }
        assertThat(status("one", 1, "phone")).as("behind the same address").isEqualTo(403);
        assertThat(status("one", 2, "tablet")).isEqualTo(403);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void twoDevicesBehindOneAddressCountAsTwo() {
        assertThat(status("two", 1, "tv")).isEqualTo(200);
        assertThat(status("two", 1, "phone")).isEqualTo(200);
        assertThat(status("two", 1, "tablet")).isEqualTo(403);
        assertThat(status("two", 1, "tv")).isEqualTo(200);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void deviceThatSignsInAgainKeepsItsPlace() throws IOException, InterruptedException {
        assertThat(status("again", 1, "tv")).isEqualTo(200);
        String login = house.get("/player_api.php?username=again&password=p", "User-Agent", "tv")
                .body();
        assertThat(login).contains("\"auth\":1", "\"active_cons\":\"1\"");
        assertThat(status("again", 1, "tv")).isEqualTo(200);
        try (TsClient same = TsClient.watching(house.port(), "/live/again/p/1.ts", "tv")) {
            same.awaitBytes(1_000);
            assertThat(same.status()).as("the same channel in the other form").isEqualTo(200);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void deviceIsGoneAfterThreeTargetDurations() {
        HttpResponse<String> playlist = list("gone", 1, "tv");
        assertThat(playlist.body()).contains("#EXT-X-TARGETDURATION:" + TARGET.toSeconds() + "\n");
        long asked = System.nanoTime();
        Await.untilSeldom(
                "its place is free", TARGET.multipliedBy(3).plusSeconds(5), () -> status("gone", 1, "phone") == 200);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(TARGET.multipliedBy(3));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void deviceThatOnlyTakesSegmentsIsStillThere() throws IOException, InterruptedException {
        String segment = list("keen", 2, "tv")
                .body()
                .lines()
                .filter(line -> line.endsWith(".ts"))
                .findFirst()
                .orElseThrow()
                .substring("../../..".length());
        long end = System.nanoTime() + TARGET.multipliedBy(4).toNanos();
        Await.untilSeldom("four target durations", Duration.ofSeconds(30), () -> {
            assertThat(take(segment)).isEqualTo(200);
            return System.nanoTime() > end;
        });
        assertThat(status("keen", 2, "phone")).isEqualTo(403);
        assertThat(status("keen", 2, "tv")).isEqualTo(200);
    }

    private static int take(String segment) {
        try {
            return house.get(segment, "User-Agent", "tv").statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
