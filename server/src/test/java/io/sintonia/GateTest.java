package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may not play, and that the answer is the same under every form of address. */
class GateTest {
    private static LiveOrigin origin;
    private static TestHouse house;
    private static LogLines log;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        origin = LiveOrigin.ofTestCard();
        Files.writeString(folder.resolve("tv.m3u"), """
                #EXTM3U
                #EXTINF:-1 group-title="News",One
                %s
                #EXTINF:-1 group-title="Kids",Two
                %s
                """.formatted(origin.url("one.ts"), origin.url("two.ts")));
        log = LogLines.recording();
        house = TestHouse.serving(folder, """
                sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                bouquets: [{name: Kids, groups: [Kids]}]
                users:
                  - {username: open, password: s3cretopen, max-connections: 0}
                  - {username: kid, password: s3cretkid, bouquets: [Kids]}
                  - {username: late, password: s3cretlate, expires: 2020-01-01T00:00:00Z}
                  - {username: off, password: s3cretoff, enabled: false}
                  - {username: away, password: s3cretaway, allowed-networks: [10.1.2.0/24]}
                  - {username: ts, password: s3cretts, formats: [ts]}
                  - {username: strict, password: s3cretstrict, at-limit: refuse}
                  - {username: single, password: s3cretsingle}
                live: {linger: 1s}
                metrics: {allowed-networks: [127.0.0.1/32]}
                """);
        house.awaitChannels(2);
    }

    @AfterAll
    static void close() throws IOException {
        house.close();
        log.close();
        origin.close();
    }

    /** Every form a live channel can be asked for in. */
    private static List<String> forms(String user, String password, int channel) {
        String path = "/" + user + "/" + password + "/" + channel;
        return List.of(
                "/live" + path + ".ts",
                "/live" + path,
                path,
                path + ".ts",
                path + ".ch",
                "/live" + path + ".m3u8",
                path + ".m3u8",
                "/radio_streams" + path + ".ts",
                "//live/" + path + ".ts");
    }

    private static void assertRefused(String user, String password, int channel, int status)
            throws IOException, InterruptedException {
        for (String form : forms(user, password, channel)) {
            HttpResponse<String> answer = house.get(form);
            assertThat(answer.statusCode()).as(form).isEqualTo(status);
            assertThat(answer.body()).as(form).isNotBlank().doesNotContain("127.0.0.1", "s3cret");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .as(form)
                    .contains("*");
        }
    }

    @Test
    void wrongPasswordIsForbidden() throws IOException, InterruptedException {
        assertRefused("open", "wrong", 1, 403);
    }

    @Test
    void unknownUserIsForbiddenLikeAWrongPassword() throws IOException, InterruptedException {
        assertRefused("nobody", "s3cretopen", 1, 403);
        assertThat(house.get("/live/nobody/x/1.ts").body())
                .isEqualTo(house.get("/live/open/wrong/1.ts").body());
    }

    @Test
    void expiredAccountIsForbidden() throws IOException, InterruptedException {
        assertRefused("late", "s3cretlate", 1, 403);
        assertThat(house.get("/live/late/s3cretlate/1.ts").body()).contains("expired");
    }

    @Test
    void disabledAccountIsForbidden() throws IOException, InterruptedException {
        assertRefused("off", "s3cretoff", 1, 403);
    }

    @Test
    void accountFromAnotherNetworkIsForbidden() throws IOException, InterruptedException {
        assertRefused("away", "s3cretaway", 1, 403);
    }

    @Test
    void unknownChannelIsNotFound() throws IOException, InterruptedException {
        assertRefused("open", "s3cretopen", 99, 404);
    }

    @Test
    void channelOutsideTheBouquetsIsNotFoundLikeAnUnknownOne() throws IOException, InterruptedException {
        assertRefused("kid", "s3cretkid", 1, 404);
        assertThat(house.get("/live/kid/s3cretkid/1.ts").body())
                .isEqualTo(house.get("/live/kid/s3cretkid/99.ts").body());
    }

    @Test
    void formatThatIsNotAllowedIsForbidden() throws IOException, InterruptedException {
        assertThat(house.get("/live/ts/s3cretts/1.m3u8").statusCode()).isEqualTo(403);
    }

    @Test
    void oneMoreThanTheLimitIsRefusedWhereTheAccountSaysSo() throws IOException, InterruptedException {
        try (TsClient first = TsClient.watching(house.port(), "/live/strict/s3cretstrict/1.ts", "tv")) {
            first.awaitBytes(1000);
            for (String form : List.of("/live/strict/s3cretstrict/2.ts", "/strict/s3cretstrict/2.m3u8")) {
                HttpResponse<String> answer = house.get(form, "User-Agent", "phone");
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(answer.body()).contains("all connections");
            }
            assertThat(first.hasEnded()).isFalse();
        }
    }

    @Test
    void newcomerReplacesTheOldestWhereTheAccountSaysSo() throws IOException {
        try (TsClient first = TsClient.watching(house.port(), "/live/single/s3cretsingle/1.ts", "tv");
                TsClient same = TsClient.watching(house.port(), "/live/single/s3cretsingle/1.ts", "tv")) {
            first.awaitBytes(1000);
            same.awaitBytes(1000);
            assertThat(first.hasEnded())
                    .as("two connections of one device are one viewer")
                    .isFalse();
            try (TsClient newcomer = TsClient.watching(house.port(), "/live/single/s3cretsingle/2.ts", "phone")) {
                newcomer.awaitBytes(1000);
                assertThat(newcomer.status()).isEqualTo(200);
                Await.until("the oldest is ended", Duration.ofSeconds(5), () -> first.hasEnded() && same.hasEnded());
            }
        }
    }

    @Test
    void headAsksForNothingAndCountsNothing() throws IOException, InterruptedException {
        int before = origin.connections("two.ts").size();
        var head = house.head("/live/kid/s3cretkid/2.ts");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).contains("video/mp2t");
        assertThat(origin.connections("two.ts")).hasSize(before);
    }

    @Test
    void passwordsAndSourcesStayOutOfTheLog() throws IOException, InterruptedException {
        house.get("/live/open/wrong/1.ts");
        assertThat(log.text()).doesNotContain("s3cret").doesNotContain("/one.ts");
    }
}
