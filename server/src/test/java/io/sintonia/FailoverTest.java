package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two providers have the same channel, each in its own list: viewers notice the death of one as a splice, if at all. */
class FailoverTest {
    @Test
    void viewerKeepsItsSocketWhenAProviderDiesAndGoesBackToTheFirstOnceItIsThere(@TempDir Path dir)
            throws IOException, InterruptedException {
        try (LogLines log = LogLines.recording();
                LiveOrigin first = LiveOrigin.ofTestCard();
                LiveOrigin second = LiveOrigin.ofTestCard()) {
            list(dir.resolve("first.m3u"), first.url("a.ts"));
            list(dir.resolve("second.m3u"), second.url("b.ts"));
            try (TestHouse house = TestHouse.serving(dir, """
                    admin: {username: boss, password: correct-horse}
                    sources:
                      - {name: First, type: m3u, url: "file:first.m3u"}
                      - {name: Second, type: m3u, url: "file:second.m3u"}
                    users: [{username: u, password: p, max-connections: 0}]
                    live: {return-after: 3s}
                    metrics: {allowed-networks: [127.0.0.1/32]}
                    """)) {
                Await.until(
                        "both lists are read and their channels are one",
                        Duration.ofSeconds(20),
                        () -> log.text().contains("1 channels of different sources are one now"));
                house.awaitChannels(1);
                try (TsClient viewer = TsClient.watching(house.port(), "/live/u/p/1.ts", "viewer")) {
                    Await.until("it plays", Duration.ofSeconds(10), () -> viewer.received() > 60_000);
                    first.diesAfter("a.ts", Duration.ZERO);
                    long died = System.nanoTime();
                    first.connections("a.ts").forEach(LiveOrigin.Connection::cut);
                    Await.until(
                            "the second is asked",
                            Duration.ofSeconds(2),
                            () -> !second.connections("b.ts").isEmpty());
                    int before = viewer.received();
                    Await.until("its bytes come", Duration.ofSeconds(5), () -> viewer.received() > before + 20_000);
                    assertThat(Duration.ofNanos(System.nanoTime() - died)).isLessThan(Duration.ofSeconds(4));
                    first.livesAgain("a.ts");
                    Await.until("the second is left", Duration.ofSeconds(30), () -> second.openConnections() == 0);
                    int back = viewer.received();
                    Await.until("it goes on", Duration.ofSeconds(10), () -> viewer.received() > back + 40_000);
                    assertThat(viewer.hasEnded()).isFalse();
                    assertThat(TsClient.losses(viewer.packets())).isZero();
                    Path seen = dir.resolve("seen.ts");
                    Files.write(seen, viewer.packets());
                    Ffmpeg.Run decoded = Ffmpeg.decode(seen.toString(), 60);
                    assertThat(decoded.text()).isEmpty();
                    assertThat(decoded.code()).isZero();
                }
            }
        }
    }

    private static void list(Path file, String url) throws IOException {
        Files.writeString(
                file, "#EXTM3U\n#EXTINF:-1 tvg-id=\"card.example\" group-title=\"Cards\",Test Card\n" + url + "\n");
    }
}
