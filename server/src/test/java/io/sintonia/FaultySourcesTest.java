package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.fetch.FaultyOrigin;
import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that give nothing, something else, or up: what the viewer and the operator are told. */
class FaultySourcesTest {
    private static final String SECRET = "hunter2secret";

    private static FaultyOrigin faulty;
    private static LiveOrigin live;
    private static TestHouse house;
    private static LogLines log;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        faulty = FaultyOrigin.start();
        live = LiveOrigin.ofTestCard();
        String closed;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = "http://provider:" + SECRET + "@127.0.0.1:" + nobody.getLocalPort() + "/x.ts";
        }
        faulty.on(
                "/missing.ts", Answer.of("HTTP/1.1 404 Not Found").announcing(0).piece(new byte[0]));
        faulty.on(
                "/page.ts",
                Answer.of("HTTP/1.1 200 OK")
                        .header("Content-Type", "text/html")
                        .piece("<!doctype html><html><body>Your subscription has ended</body></html>"
                                .getBytes(StandardCharsets.UTF_8)));
        faulty.on("/silent.ts", Answer.of("HTTP/1.1 200 OK").piece(new byte[0]).stall());
        faulty.on("/empty.ts", Answer.of("HTTP/1.1 200 OK").piece(new byte[0]));
        live.diesAfter("dies.ts", Duration.ofSeconds(5));
        Files.writeString(folder.resolve("tv.m3u"), """
                #EXTM3U
                #EXTINF:-1,Refuses
                %s
                #EXTINF:-1,Missing
                %s
                #EXTINF:-1,Page
                %s
                #EXTINF:-1,Silent
                %s
                #EXTINF:-1,Empty
                %s
                #EXTINF:-1,Dies
                %s
                #EXTINF:-1,Ace
                acestream://0123456789abcdef0123456789abcdef01234567
                """.formatted(
                        closed,
                        faulty.url("/missing.ts").replace("http://", "http://provider:" + SECRET + "@"),
                        faulty.url("/page.ts"),
                        faulty.url("/silent.ts"),
                        faulty.url("/empty.ts"),
                        live.url("dies.ts")));
        log = LogLines.recording();
        house = TestHouse.serving(folder, """
                sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                users: [{username: u, password: p, max-connections: 0}]
                live: {start-timeout: 2s, stall-timeout: 2s}
                metrics: {allowed-networks: [127.0.0.1/32]}
                """);
        house.awaitChannels(7);
    }

    @AfterAll
    static void close() throws IOException {
        house.close();
        log.close();
        live.close();
        faulty.close();
    }

    @Test
    void sourceThatRefusesIsABadGatewayWithTheReason() throws IOException, InterruptedException {
        var answer = house.get("/live/u/p/1.ts");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("refused").doesNotContain(SECRET);
    }

    @Test
    void sourceThatAnswers404IsABadGatewayThatSaysSo() throws IOException, InterruptedException {
        var answer = house.get("/live/u/p/2.ts");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("404").doesNotContain(SECRET);
        assertThat(log.text())
                .contains("channel 2 'Missing': source 1 of 1 failed")
                .contains("nothing left to try, the channel ends");
    }

    @Test
    void htmlPageInPlaceOfAStreamIsNeverPassedOn() throws IOException, InterruptedException {
        var answer = house.get("/live/u/p/3.ts");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("an HTML page").doesNotContain("subscription");
    }

    @Test
    void silentSourceIsAGatewayTimeoutAfterTheStartBudget() throws IOException, InterruptedException {
        long asked = System.nanoTime();
        var answer = house.get("/live/u/p/4.ts");
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(took).isBetween(Duration.ofMillis(1500), Duration.ofSeconds(5));
    }

    @Test
    void sourceThatEndsAtOnceIsABadGateway() throws IOException, InterruptedException {
        assertThat(house.get("/live/u/p/5.ts").statusCode()).isEqualTo(502);
        assertThat(house.get("/live/u/p/5.m3u8").statusCode()).isEqualTo(502);
    }

    @Test
    void addressThatCannotBePlayedSaysWhy() throws IOException, InterruptedException {
        var answer = house.get("/live/u/p/7.ts");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("acestream");
    }

    @Test
    void sourceThatDiesIsReconnectedWhileTheViewerKeepsItsSocket() throws IOException {
        try (TsClient viewer = TsClient.watching(house.port(), "/live/u/p/6.ts", "patient")) {
            Await.until(
                    "a second connection",
                    Duration.ofSeconds(15),
                    () -> live.connections("dies.ts").size() >= 2);
            int before = viewer.received();
            viewer.awaitBytes(before + 50 * TsPacket.SIZE);
            assertThat(viewer.hasEnded()).isFalse();
            assertThat(viewer.received()).isGreaterThan(before);
            assertThat(log.text())
                    .contains("channel 6 'Dies': source 1 of 1 failed after")
                    .contains("trying source 1 in");
        }
    }

    @Test
    void noAnswerAndNoLogLineGivesAwayCredentials() throws IOException, InterruptedException {
        for (int channel = 1; channel <= 3; channel++) {
            assertThat(house.get("/live/u/p/" + channel + ".ts").body()).doesNotContain(SECRET);
        }
        assertThat(house.get("/live/u/wrong-" + SECRET + "/1.ts").statusCode()).isEqualTo(403);
        assertThat(log.text()).doesNotContain(SECRET);
    }
}
