package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator reads of each player's request afterwards. Each test has a player account of its own. */
class PlayTimelineTest {
    private static final String SECRET = "hunter2secret";
    private static final Pattern WHAT = Pattern.compile("\"what\":\"([a-z_]+)\"");

    private static LiveOrigin origin;
    private static TestHouse house;
    private static String token;

    @BeforeAll
    static void serve(@TempDir Path dir) throws IOException, InterruptedException {
        origin = LiveOrigin.ofTestCard();
        origin.diesAfter("dies.ts", Duration.ofSeconds(4));
        Files.writeString(dir.resolve("tv.m3u"), """
                #EXTM3U
                #EXTINF:-1,One
                %s
                #EXTINF:-1,Dies
                %s
                #EXTINF:-1,Nobody there
                http://provider:%s@127.0.0.1:1/live/provider/%s/7.ts
                #EXTINF:-1,Ended by the operator
                %s
                """.formatted(
                origin.url("one.ts?token=" + SECRET), origin.url("dies.ts"), SECRET, SECRET, origin.url("four.ts")));
        StringBuilder users = new StringBuilder();
        for (String user : List.of(
                "leaves",
                "dies",
                "nobody",
                "operator",
                "channel",
                "apple",
                "appleops",
                "secrets",
                "pages",
                "timed",
                "head")) {
            users.append("  - {username: %s, password: %s, max-connections: 0}\n".formatted(user, SECRET));
        }
        house = TestHouse.serving(dir, """
                admin: {username: boss, password: correct-horse}
                sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                users:
                %s  - {username: single, password: %s}
                  - {username: strict, password: %s, at-limit: refuse}
                  - {username: late, password: %s, expires: 2020-01-01T00:00:00Z}
                  - {username: off, password: %s, enabled: false}
                  - {username: away, password: %s, allowed-networks: [10.1.2.0/24]}
                  - {username: onlyts, password: %s, formats: [ts]}
                live: {start-timeout: 5s, stall-timeout: 2s, linger: 1s, window: 10s}
                metrics: {allowed-networks: [127.0.0.1/32]}
                """.formatted(users, SECRET, SECRET, SECRET, SECRET, SECRET, SECRET));
        house.awaitChannels(4);
        token = house.post("/api/v1/login", "{\"username\":\"boss\",\"password\":\"correct-horse\"}")
                .body()
                .replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    }

    @AfterAll
    static void close() throws IOException {
        house.close();
        origin.close();
    }

    private static String plays(String query) {
        try {
            HttpResponse<String> answer = house.get("/api/v1/plays?" + query, "Authorization", "Bearer " + token);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for the writer, which takes a turn every two seconds. */
    private static String awaitPlay(String query, String... contains) {
        Await.untilSeldom(
                query + " with " + List.of(contains),
                Duration.ofSeconds(15),
                () -> Stream.of(contains).allMatch(plays(query)::contains));
        return plays(query);
    }

    private static List<String> steps(String body) {
        return WHAT.matcher(body).results().map(found -> found.group(1)).toList();
    }

    private static long number(String body, String field) {
        return Pattern.compile("\"" + field + "\":(\\d+)")
                .matcher(body)
                .results()
                .map(MatchResult::group)
                .map(text -> Long.parseLong(text.replaceAll("\\D", "")))
                .findFirst()
                .orElse(-1L);
    }

    private static TsClient watching(String user, int channel) throws IOException {
        return TsClient.watching(house.port(), "/live/" + user + "/" + SECRET + "/" + channel + ".ts", "TV of " + user);
    }

    private static long viewer(String user) throws IOException, InterruptedException {
        String live =
                house.get("/api/v1/live", "Authorization", "Bearer " + token).body();
        var found = Pattern.compile("\"id\":(\\d+),\"user\":\"" + user + "\"").matcher(live);
        assertThat(found.find()).as(live).isTrue();
        return Long.parseLong(found.group(1));
    }

    @Test
    void ordinaryPlayLeavesItsStepsInOrderWithItsBytes() throws IOException {
        long received;
        try (TsClient first = watching("leaves", 1)) {
            first.awaitBytes(60_000);
            assertThat(first.status()).isEqualTo(200);
            awaitPlay("user=leaves", "\"outcome\":\"playing\"", "\"ended\":null");
            received = first.received();
        }
        String body = awaitPlay("user=leaves", "\"outcome\":\"viewer_left\"");
        assertThat(body)
                .contains(
                        "\"reason\":\"viewer left\"",
                        "\"channel\":1",
                        "\"channel_name\":\"One\"",
                        "\"form\":\"ts\"",
                        "\"address\":\"127.0.0.1\"",
                        "\"agent\":\"TV of leaves\"",
                        "\"total\":1");
        assertThat(steps(body)).startsWith("requested", "admitted").endsWith("joined", "ended");
        assertThat(number(body, "bytes")).isGreaterThanOrEqualTo(received);
        assertThat(number(body, "first_byte_ms")).isBetween(0L, 5_000L);
        assertThat(number(body, "duration_ms")).isPositive();
    }

    @Test
    void sourceThatBreaksOffAndComesBackIsAFailover() throws IOException {
        try (TsClient viewer = watching("dies", 2)) {
            awaitPlay("user=dies", "\"what\":\"failed_over\"");
            assertThat(viewer.hasEnded()).isFalse();
        }
        String body = awaitPlay("user=dies", "\"outcome\":\"viewer_left\"");
        assertThat(steps(body).subList(0, 12))
                .containsExactly(
                        "requested",
                        "admitted",
                        "tried",
                        "connected",
                        "first_byte",
                        "entry_point",
                        "joined",
                        "failed",
                        "tried",
                        "connected",
                        "first_byte",
                        "entry_point");
        assertThat(body).contains("\"source\":\"List\",\"text\":\"1 of 1\"", "1 of 1: the source");
    }

    @Test
    void channelWithoutAPictureSaysWhichUpstreamFailedAndWhy() throws IOException, InterruptedException {
        assertThat(house.get("/live/nobody/" + SECRET + "/3.ts").statusCode()).isEqualTo(502);
        String body = awaitPlay("user=nobody", "\"outcome\":\"no_picture\"");
        assertThat(steps(body)).containsExactly("requested", "admitted", "tried", "failed", "ended");
        assertThat(body).contains("1 of 1: ", "refused").doesNotContain(SECRET);
        assertThat(number(body, "bytes")).isZero();
        assertThat(body).contains("\"first_byte_ms\":null");
    }

    @Test
    void viewerWhoseSeatIsTakenIsEvicted() throws IOException {
        try (TsClient first = watching("single", 1)) {
            first.awaitBytes(1_000);
            try (TsClient second = TsClient.watching(house.port(), "/live/single/" + SECRET + "/4.ts", "phone")) {
                second.awaitBytes(1_000);
                Await.until("the first is ended", Duration.ofSeconds(5), first::hasEnded);
                awaitPlay("user=single&outcome=evicted", "\"agent\":\"TV of single\"", "\"total\":1");
                awaitPlay("user=single&outcome=playing", "\"agent\":\"phone\"", "\"total\":1");
            }
        }
    }

    @Test
    void viewerWhomTheOperatorEndsIsDismissed() throws IOException, InterruptedException {
        try (TsClient viewer = watching("operator", 1)) {
            viewer.awaitBytes(1_000);
            assertThat(house.delete("/api/v1/live/1/viewers/" + viewer("operator"), token)
                            .statusCode())
                    .isEqualTo(204);
            Await.until("the viewer is ended", Duration.ofSeconds(5), viewer::hasEnded);
        }
        awaitPlay("user=operator", "\"outcome\":\"dismissed\"", "\"reason\":\"dismissed by the operator\"");
    }

    @Test
    void viewersOfAChannelThatTheOperatorEndsAreDismissedToo() throws IOException, InterruptedException {
        try (TsClient viewer = watching("channel", 4)) {
            viewer.awaitBytes(1_000);
            assertThat(house.delete("/api/v1/live/4", token).statusCode()).isEqualTo(204);
            Await.until("the viewer is ended", Duration.ofSeconds(5), viewer::hasEnded);
        }
        awaitPlay("user=channel", "\"outcome\":\"dismissed\"");
    }

    @Test
    void hlsPlayIsOneHoweverOftenItsPlaylistIsAsked() throws IOException, InterruptedException {
        String segment = "";
        for (int i = 0; i < 4; i++) {
            HttpResponse<String> playlist = house.get("/live/apple/" + SECRET + "/1.m3u8", "User-Agent", "Safari");
            assertThat(playlist.statusCode()).isEqualTo(200);
            segment = playlist.body()
                    .lines()
                    .filter(line -> line.endsWith(".ts"))
                    .findFirst()
                    .orElseThrow();
        }
        String path = segment.replace("../", "/").replaceAll("/+", "/");
        int length = house.get(path, "User-Agent", "Safari").body().length();
        assertThat(length).isPositive();
        String body = awaitPlay("user=apple", "\"outcome\":\"playing\"", "\"what\":\"joined\"");
        assertThat(body).contains("\"total\":1", "\"form\":\"m3u8\"", "\"agent\":\"Safari\"");
        assertThat(number(body, "bytes")).as("the segment's").isGreaterThan(188);
        Await.untilSeldom(
                "the seat is swept",
                Duration.ofSeconds(45),
                () -> plays("user=apple").contains("viewer_left"));
        assertThat(plays("user=apple")).contains("\"reason\":\"viewer left\"", "\"total\":1");
    }

    @Test
    void hlsViewerWhomTheOperatorEndsIsDismissed() throws IOException, InterruptedException {
        assertThat(house.get("/live/appleops/" + SECRET + "/1.m3u8").statusCode())
                .isEqualTo(200);
        assertThat(house.delete("/api/v1/live/1/viewers/" + viewer("appleops"), token)
                        .statusCode())
                .isEqualTo(204);
        awaitPlay("user=appleops", "\"outcome\":\"dismissed\"");
    }

    private static void assertRefused(String path, String user, String reason)
            throws IOException, InterruptedException {
        assertThat(house.get(path).statusCode()).isBetween(400, 499);
        String body = awaitPlay("outcome=refused&user=" + user, "\"reason\":\"" + reason + "\"");
        assertThat(steps(body)).startsWith("requested", "refused");
    }

    @Test
    void everyRefusalLeavesItsReason() throws IOException, InterruptedException {
        String password = "/" + SECRET;
        assertRefused("/live/stranger/wrong-" + SECRET + "/1.ts", "stranger", "credentials");
        assertRefused("/late" + password + "/1", "late", "expired");
        assertRefused("/live/off" + password + "/1.m3u8", "off", "disabled");
        assertRefused("/live/away" + password + "/1.ts", "away", "network");
        assertRefused("/live/onlyts" + password + "/1.m3u8", "onlyts", "format");
        assertRefused("/live/onlyts" + password + "/99.ts", "onlyts", "no-channel");
        try (TsClient first = watching("strict", 1)) {
            first.awaitBytes(1_000);
            assertRefused("/live/strict" + password + "/4.ts", "strict", "limit");
        }
    }

    @Test
    void headersAloneAreNoPlay() throws IOException, InterruptedException {
        assertThat(house.head("/live/head/" + SECRET + "/1.ts").statusCode()).isEqualTo(200);
        try (TsClient viewer = watching("head", 1)) {
            viewer.awaitBytes(1_000);
        }
        assertThat(awaitPlay("user=head", "viewer_left")).contains("\"total\":1");
    }

    @Test
    void playsAreForAdministratorsAndUnknownOutcomesAreNamed() throws IOException, InterruptedException {
        assertThat(house.get("/api/v1/plays").statusCode()).isEqualTo(401);
        HttpResponse<String> answer = house.get("/api/v1/plays?outcome=vanished", "Authorization", "Bearer " + token);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains("\"field\":\"outcome\"", "is 'vanished', expected one of playing, viewer_left");
        assertThat(house.get("/api/openapi.yaml").body()).contains("/api/v1/plays", "first_byte_ms");
    }

    @Test
    void pagesAreNewestFirst() throws IOException {
        for (int channel : new int[] {1, 4, 1}) {
            try (TsClient viewer = watching("pages", channel)) {
                viewer.awaitBytes(1_000);
            }
        }
        awaitPlay("user=pages&outcome=viewer_left", "\"total\":3");
        assertThat(plays("user=pages&page=2&size=1")).contains("\"channel\":4", "\"total\":3", "\"size\":1");
        assertThat(plays("user=pages&channel=1")).contains("\"total\":2");
        assertThat(plays("user=" + URLEncoder.encode("no such user", StandardCharsets.UTF_8)))
                .contains("\"items\":[]", "\"total\":0");
    }

    @Test
    void metricsCountPlaysAndTimeFirstBytes() throws IOException, InterruptedException {
        house.get("/live/metrics/wrong/1.ts");
        try (TsClient viewer = watching("timed", 1)) {
            viewer.awaitBytes(1_000);
        }
        Await.untilSeldom("the play's end", Duration.ofSeconds(5), () -> {
            try {
                return house.metric("sintonia_plays_total{outcome=\"viewer_left\"}") > 0;
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(house.metric("sintonia_plays_total{outcome=\"refused\"}")).isPositive();
        assertThat(house.metric("sintonia_plays_first_byte_seconds_count")).isPositive();
        assertThat(house.metric("sintonia_plays_first_byte_seconds_bucket{le=\"30.0\"}"))
                .isPositive();
        assertThat(house.get("/metrics").body()).contains("sintonia_plays_first_byte_seconds_bucket{le=\"0.05\"}");
    }

    @Test
    void secretsAreNowhere() throws IOException, InterruptedException {
        house.get("/live/secrets/wrong-" + SECRET + "/1.ts");
        house.get("/live/secrets/" + SECRET + "/3.ts");
        try (TsClient viewer = watching("secrets", 1)) {
            viewer.awaitBytes(1_000);
        }
        awaitPlay("user=secrets", "credentials", "no_picture", "viewer_left");
        assertThat(plays("size=500"))
                .doesNotContain(SECRET)
                .doesNotContain("one.ts")
                .doesNotContain("/live/");
    }
}
