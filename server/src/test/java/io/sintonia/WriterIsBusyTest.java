package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody holds the database's writer, as a large import does for its whole transaction: no viewer waits behind it. */
class WriterIsBusyTest {
    private static final Duration SOON = Duration.ofSeconds(3);

    @Test
    void viewersBeginAndPlayOnWhileSomebodyWrites(@TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        try (LiveOrigin origin = LiveOrigin.ofTestCard()) {
            Files.writeString(
                    folder.resolve("tv.m3u"),
                    "#EXTM3U\n#EXTINF:-1,One\n" + origin.url("one.ts") + "\n#EXTINF:-1,Two\n" + origin.url("two.ts")
                            + "\n");
            try (TestHouse house = TestHouse.serving(folder, """
                    admin: {username: boss, password: correct-horse}
                    sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                    users: [{username: u, password: p, max-connections: 1}]
                    live: {linger: 1s}
                    metrics: {allowed-networks: [127.0.0.1/32]}
                    """)) {
                house.awaitChannels(2);
                String token = house.token("boss", "correct-horse");
                try (TsClient before = TsClient.watching(house.port(), "/live/u/p/1.ts", "before")) {
                    before.awaitBytes(200_000);
                    try (Connection writer = DriverManager.getConnection("jdbc:sqlite:" + database(folder));
                            Statement statement = writer.createStatement()) {
                        statement.execute("begin immediate");
                        before.awaitBytes(before.received() + 200_000);
                        assertListsAndHealth(house, token);
                        // the only connection: whoever zaps ends the play before, and begins one
                        try (TsClient zapped = TsClient.watching(house.port(), "/live/u/p/2.ts", "before")) {
                            zapped.awaitBytes(200_000);
                            assertThat(zapped.timeToFirstByte()).isLessThan(SOON);
                            assertThat(house.get("/live/u/p/2.m3u8").statusCode())
                                    .isEqualTo(200);
                        }
                        assertThat(recorded(house, token))
                                .as("the writer was free")
                                .doesNotContain("\"channel_name\":\"Two\"");
                        statement.execute("rollback");
                    }
                    Await.untilSeldom(
                            "the plays are written down",
                            Duration.ofSeconds(20),
                            () -> recorded(house, token).contains("\"Two\""));
                }
            }
        }
    }

    private static void assertListsAndHealth(TestHouse house, String token) throws IOException, InterruptedException {
        long began = System.nanoTime();
        for (String path : new String[] {
            "/health",
            "/health/ready",
            "/player_api.php?username=u&password=p",
            "/player_api.php?username=u&password=p&action=get_live_streams",
            "/get.php?username=u&password=p"
        }) {
            assertThat(house.get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(house.get("/api/v1/status", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    }

    private static String recorded(TestHouse house, String token) {
        try {
            return house.get("/api/v1/plays?limit=10", "Authorization", "Bearer " + token)
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Path database(Path folder) {
        return folder.resolve("data/sintonia.db");
    }
}
