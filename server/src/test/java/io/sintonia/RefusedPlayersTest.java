package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Players who are refused for their limit or their expiry, in a house that shows them why; {@link GateTest} has the usual one. */
@Timeout(120)
class RefusedPlayersTest {
    private static LiveOrigin origin;
    private static TestHouse house;
    private static LogLines log;
    private static String token;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException, InterruptedException {
        origin = LiveOrigin.ofTestCard();
        Files.writeString(folder.resolve("tv.m3u"), """
                #EXTM3U
                #EXTINF:-1,One
                %s
                #EXTINF:-1,Two
                %s
                """.formatted(origin.url("one.ts"), origin.url("two.ts")));
        log = LogLines.recording();
        house = TestHouse.serving(folder, """
                admin: {username: boss, password: correct-horse}
                sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                users:
                  - {username: late, password: s3cretlate, expires: 2020-01-01T00:00:00Z}
                  - {username: later, password: s3cretlater, expires: 2020-01-01T00:00:00Z}
                  - {username: latest, password: s3cretlatest, expires: 2020-01-01T00:00:00Z}
                  - {username: off, password: s3cretoff, enabled: false}
                  - {username: away, password: s3cretaway, allowed-networks: [10.1.2.0/24], expires: 2020-01-01T00:00:00Z}
                  - {username: ts, password: s3cretts, formats: [ts]}
                  - {username: strict, password: s3cretstrict, at-limit: refuse}
                live: {linger: 1s, slates: {limit-reached: true, expired: true}}
                metrics: {allowed-networks: [127.0.0.1/32]}
                """);
        house.awaitChannels(2);
        token = house.post("/api/v1/login", "{\"username\":\"boss\",\"password\":\"correct-horse\"}")
                .body()
                .replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    }

    @AfterAll
    static void close() throws IOException {
        house.close();
        log.close();
        origin.close();
    }

    @Test
    void expiredAccountIsShownSoAsATransportStream() throws IOException, InterruptedException {
        Ffmpeg.Run run = Ffmpeg.decode(house.url("/live/late/s3cretlate/1.ts"), 4);
        assertThat(run.text()).isEmpty();
        assertThat(run.code()).isZero();
        try (TsClient player = TsClient.watching(house.port(), "/live/late/s3cretlate/1.ts", "tv")) {
            player.awaitBytes(40_000);
            assertThat(player.status()).isEqualTo(200);
            assertThat(player.head()).contains("video/mp2t", "Access-Control-Allow-Origin: *", "Connection: close");
            assertThat(TsClient.losses(player.packets())).isZero();
            assertThat(TsClient.firstEntry(player.packets()))
                    .as("after PAT, PMT and SDT")
                    .isEqualTo(3);
            assertThat(player.timeToFirstByte()).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(origin.connections("one.ts"))
                .as("no source is asked for a slate")
                .isEmpty();
    }

    @Test
    void expiredAccountIsShownSoAsHls() throws IOException, InterruptedException {
        HttpResponse<String> playlist = house.get("/live/later/s3cretlater/1.m3u8");
        assertThat(playlist.statusCode()).isEqualTo(200);
        assertThat(playlist.headers().firstValue("Content-Type")).contains("application/vnd.apple.mpegurl");
        assertThat(playlist.body())
                .startsWith("#EXTM3U\n")
                .endsWith("#EXT-X-ENDLIST\n")
                .contains("#EXTINF:3.200,\n../../../hls/slate-expired/0.ts\n", "/slate-expired/92.ts")
                .doesNotContain("s3cret", "later", "\r");
        Ffmpeg.Run run = Ffmpeg.decode(house.url("/live/later/s3cretlater/1.m3u8"), 12);
        assertThat(run.text()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @Test
    void segmentsThatAreNoneAreNotFound() throws IOException, InterruptedException {
        assertThat(house.bytes("/hls/slate-limit/92.ts").body().length % TsPacket.SIZE)
                .isZero();
        for (String path : List.of(
                "/hls/slate-limit/93.ts",
                "/hls/slate-limit/x.ts",
                "/hls/slate-limit/999999999999999999.ts",
                "/hls/slate-starting/0.ts",
                "/hls/slate-unavailable/0.ts",
                "/hls/slate-/0.ts",
                "/hls/slate-x/0.ts")) {
            assertThat(house.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void oneTooManyIsShownSoAndDoesNotDisturbTheOthers() throws IOException, InterruptedException {
        double before = house.metric("sintonia_refusals_total{reason=\"limit\"}");
        try (TsClient first = TsClient.watching(house.port(), "/live/strict/s3cretstrict/1.ts", "tv")) {
            first.awaitBytes(10_000);
            try (TsClient second = TsClient.watching(house.port(), "/live/strict/s3cretstrict/2.ts", "phone")) {
                second.awaitBytes(40_000);
                assertThat(second.status()).isEqualTo(200);
                assertThat(house.get("/strict/s3cretstrict/2.m3u8", "User-Agent", "tablet")
                                .body())
                        .contains("slate-limit")
                        .doesNotContain("s3cret");
                assertThat(house.get("/player_api.php?username=strict&password=s3cretstrict")
                                .body())
                        .as("a slate takes no connection")
                        .contains("\"active_cons\":\"1\"");
            }
            assertThat(origin.connections("two.ts")).isEmpty();
            assertThat(first.hasEnded()).isFalse();
        }
        assertThat(house.metric("sintonia_refusals_total{reason=\"limit\"}") - before)
                .isEqualTo(2);
    }

    @Test
    void refusalIsInThePlaysAsBefore() throws IOException {
        try (TsClient player = TsClient.watching(house.port(), "/late/s3cretlate/2.ts", "tv")) {
            player.awaitBytes(1_000);
        }
        Await.untilSeldom(
                "the play of an expired account",
                Duration.ofSeconds(15),
                () -> plays("user=late").contains("\"refused\"")
                        && plays("user=late").contains("expired"));
    }

    @Test
    void fourthOfAnAccountIsRefusedAndSeatsComeBack() throws IOException, InterruptedException {
        String path = "/live/latest/s3cretlatest/1.ts";
        List<TsClient> seated = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            seated.add(TsClient.watching(house.port(), path, "tv " + i));
            seated.getLast().awaitBytes(1_000);
        }
        assertThat(house.get(path).statusCode()).isEqualTo(403);
        assertThat(house.get(path).body()).contains("expired").doesNotContain("s3cret");
        for (TsClient player : seated) {
            player.close();
        }
        Await.until("the seats are free", Duration.ofSeconds(10), () -> {
            try (TsClient again = TsClient.watching(house.port(), path, "tv")) {
                again.awaitBytes(1_000);
                return again.status() == 200;
            } catch (IOException e) {
                return false;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/live/late/wrong/1.ts", "/live/nobody/s3cretlate/1.ts", "/live/off/s3cretoff/1.ts",
                        "/live/away/s3cretaway/1.ts",
                "/live/late/wrong/1.m3u8", "/live/off/s3cretoff/1.m3u8", "/live/away/s3cretaway/1.m3u8",
                        "/live/ts/s3cretts/1.m3u8",
                "/movie/late/s3cretlate/1.mp4", "/get.php?username=late&password=s3cretlate"
            })
    void nobodyElseIsShownASlate(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = house.get(path);
        assertThat(answer.statusCode()).isIn(403, 404);
        assertThat(answer.body()).doesNotContain("s3cret", "EXT");
    }

    @Test
    void headIsAnsweredLikeTheSlateWithoutASeat() throws IOException, InterruptedException {
        for (int i = 0; i < 5; i++) {
            HttpResponse<Void> head = house.head("/live/late/s3cretlate/1.ts");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Type")).contains("video/mp2t");
        }
        assertThat(house.head("/live/late/s3cretlate/1.m3u8").statusCode()).isEqualTo(200);
        assertThat(house.head("/live/late/wrong/1.ts").statusCode()).isEqualTo(403);
    }

    @Test
    void passwordsStayOutOfTheLog() throws IOException, InterruptedException {
        house.get("/live/late/s3cretlate/1.m3u8");
        assertThat(log.text()).doesNotContain("s3cret");
    }

    private static String plays(String query) {
        try {
            HttpResponse<String> answer = house.get("/api/v1/plays?" + query, "Authorization", "Bearer " + token);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
