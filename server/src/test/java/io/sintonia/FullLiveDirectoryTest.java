package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live directory that is too small: the oldest segments go, no channel ends, nobody loses a packet, and it is told. */
class FullLiveDirectoryTest {
    @Test
    void budgetThatIsReachedCostsTheOldestSegmentsOnly(@TempDir Path folder) throws IOException, InterruptedException {
        playInTooLittleRoom(folder, "16MB", () -> {});
    }

    @Test
    void fullFileSystemCostsTheOldestSegmentsOnly(@TempDir Path folder) throws IOException, InterruptedException {
        Path live = Files.createDirectory(folder.resolve("live"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", live.toString()),
                "no tmpfs can be mounted here");
        try {
            // somebody else takes what the server counted on
            playInTooLittleRoom(folder, "512MB", () -> Files.write(live.resolve("theirs"), new byte[24 << 20]));
        } finally {
            assertThat(run("umount", "-l", live.toString())).isTrue();
        }
    }

    /** Something that happens while channels play. */
    private interface Event {
        void happens() throws IOException;
    }

    private static void playInTooLittleRoom(Path folder, String budget, Event event)
            throws IOException, InterruptedException {
        try (LiveOrigin origin = LiveOrigin.ofStuffedTestCard(50).forgetting()) {
            Files.writeString(
                    folder.resolve("tv.m3u"),
                    "#EXTM3U\n#EXTINF:-1,One\n" + origin.url("one.ts") + "\n#EXTINF:-1,Two\n" + origin.url("two.ts")
                            + "\n");
            try (TestHouse house = TestHouse.serving(folder, """
                    admin: {username: boss, password: correct-horse}
                    sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                    users: [{username: u, password: p, max-connections: 0}]
                    live: {window: 60s, buffer-limit: %s}
                    metrics: {allowed-networks: [127.0.0.1/32]}
                    """.formatted(budget))) {
                house.awaitChannels(2);
                assertThat(house.get("/health").body())
                        .contains("\"status\":\"up\"", "\"dropped_segments\":0", "\"budget_bytes\":")
                        .doesNotContain("full_since");
                try (SoakViewer one = SoakViewer.watching(house.port(), "/live/u/p/1.ts", "one");
                        SoakViewer two = SoakViewer.watching(house.port(), "/live/u/p/2.ts", "two")) {
                    Await.until("both play", Duration.ofSeconds(20), () -> one.bytes() > 0 && two.bytes() > 0);
                    event.happens();
                    Await.untilSeldom("segments go early", Duration.ofSeconds(40), () -> dropped(house) >= 4);
                    long seen = Math.max(one.bytes(), two.bytes());
                    Await.until(
                            "both play on",
                            Duration.ofSeconds(20),
                            () -> one.bytes() > seen + 4_000_000 && two.bytes() > seen + 4_000_000);
                    assertIsTold(house);
                    for (SoakViewer viewer : List.of(one, two)) {
                        assertThat(viewer.hasEnded()).isFalse();
                        assertThat(viewer.losses()).isZero();
                        assertThat(viewer.isAstray()).isFalse();
                    }
                    for (int channel = 1; channel <= 2; channel++) {
                        assertThat(house.get("/live/u/p/" + channel + ".m3u8").statusCode())
                                .isEqualTo(200);
                    }
                    assertThat(origin.connections("one.ts")).hasSize(1);
                    assertThat(origin.connections("two.ts")).hasSize(1);
                }
            }
        }
    }

    private static void assertIsTold(TestHouse house) throws IOException, InterruptedException {
        HttpResponse<String> health = house.get("/health");
        assertThat(health.statusCode()).as("channels play").isEqualTo(200);
        assertThat(health.body())
                .contains("\"status\":\"attention\"", "attention: full since ", "\"full_since\":\"", "\"free_bytes\":");
        assertThat(house.get("/health/ready").statusCode()).isEqualTo(200);
        String token = house.post("/api/v1/login", "{\"username\":\"boss\",\"password\":\"correct-horse\"}")
                .body()
                .replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
        assertThat(house.get("/api/v1/status", "Authorization", "Bearer " + token)
                        .body())
                .contains("the live directory is full since ");
    }

    private static double dropped(TestHouse house) {
        try {
            return house.metric("sintonia_live_segments_dropped_total");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such command
        }
    }
}
