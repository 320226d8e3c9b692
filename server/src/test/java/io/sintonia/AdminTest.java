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

/** What administrators and machines ask. */
class AdminTest {
    private static LiveOrigin origin;
    private static TestHouse house;
    private static Path folder;

    @BeforeAll
    static void serve(@TempDir Path dir) throws IOException {
        folder = dir;
        origin = LiveOrigin.ofTestCard();
        Files.writeString(dir.resolve("tv.m3u"), """
                #EXTM3U
                #EXTINF:-1,One
                %s
                #EXTINF:-1,Without an address
                #EXTINF:-1,Two
                %s
                """.formatted(origin.url("one.ts"), origin.url("two.ts")));
        house = TestHouse.serving(dir, yaml("u"));
        house.awaitChannels(2);
    }

    private static String yaml(String user) {
        return """
                admin: {username: boss, password: correct-horse}
                sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                users: [{username: %s, password: p, max-connections: 0}]
                metrics: {allowed-networks: [127.0.0.1/32]}
                """.formatted(user);
    }

    @AfterAll
    static void close() throws IOException {
        house.close();
        origin.close();
    }

    private static String token() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                house.post("/api/v1/login", "{\"username\":\"boss\",\"password\":\"correct-horse\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie ->
                        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Strict"));
        return answer.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    }

    private static HttpResponse<String> asBoss(String path) throws IOException, InterruptedException {
        return house.get(path, "Authorization", "Bearer " + token());
    }

    @Test
    void nothingIsShownToStrangers() throws IOException, InterruptedException {
        for (String path : List.of("/api/v1/status", "/api/v1/live", "/api/v1/sources", "/api/v1/jobs")) {
            assertThat(house.get(path).statusCode()).as(path).isEqualTo(401);
            assertThat(house.get(path, "Authorization", "Bearer nonsense").statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @Test
    void wrongPasswordIsAProblemWithASentence() throws IOException, InterruptedException {
        HttpResponse<String> answer = house.post("/api/v1/login", "{\"username\":\"boss\",\"password\":\"no\"}");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("there is no administrator");
    }

    @Test
    void missingFieldIsNamed() throws IOException, InterruptedException {
        HttpResponse<String> answer = house.post("/api/v1/login", "{\"username\":\"boss\",\"password\":\" \"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"errors\":[{", "\"field\":\"password\"");
        assertThat(house.post("/api/v1/login", "not json").statusCode()).isEqualTo(400);
    }

    @Test
    void statusCountsWhatThereIs() throws IOException, InterruptedException {
        assertThat(asBoss("/api/v1/status").body())
                .contains("\"version\":\"0.1.0\"", "\"channels\":2", "\"uptime_seconds\":");
    }

    @Test
    void liveShowsWhoWatchesWhatAndEndsThem() throws IOException, InterruptedException {
        try (TsClient viewer = TsClient.watching(house.port(), "/live/u/p/1.ts", "VLC/3.0.20")) {
            viewer.awaitBytes(60_000);
            String live = asBoss("/api/v1/live").body();
            assertThat(live)
                    .contains(
                            "\"id\":1",
                            "\"state\":\"playing\"",
                            "\"source\":\"List\"",
                            "\"upstream_connections\":1",
                            "\"video\":\"h264 640x360\"",
                            "\"user\":\"u\"",
                            "\"agent\":\"VLC/3.0.20\"");
            assertThat(asBoss("/api/v1/sources").body())
                    .containsPattern("\"connections\":[1-9]") // others of this class may linger
                    .contains("\"max_connections\":0", "\"learnt_limit\":null", "\"refresh_counts\":false");
            assertThat(house.metric("sintonia_sources_connections{source=\"List\"}"))
                    .isPositive();
            assertThat(house.delete("/api/v1/live/1", token()).statusCode()).isEqualTo(204);
            Await.until("the viewer is ended", Duration.ofSeconds(5), viewer::hasEnded);
        }
        assertThat(house.delete("/api/v1/live/77", token()).statusCode()).isEqualTo(404);
    }

    @Test
    void reportNamesEachSkippedEntryWithItsLine() throws IOException, InterruptedException {
        String reports = asBoss("/api/v1/sources/1/reports").body();
        assertThat(reports).contains("\"outcome\":\"applied\"", "\"added\":2", "\"skipped_count\":1", "\"line\":4");
        assertThat(asBoss("/api/v1/sources").body())
                .contains("\"name\":\"List\"")
                .doesNotContain("tv.m3u");
        assertThat(house.post("/api/v1/sources/1/refresh", "", token()).statusCode())
                .isEqualTo(202);
        Await.until("the job is over", Duration.ofSeconds(10), () -> {
            try {
                return !asBoss("/api/v1/jobs").body().contains("\"running\"");
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(asBoss("/api/v1/sources/1/reports").body()).contains("\"outcome\":\"unchanged\"");
        assertThat(asBoss("/api/v1/sources/9/reports").statusCode()).isEqualTo(404);
    }

    @Test
    void apiDescribesItself() throws IOException, InterruptedException {
        HttpResponse<String> answer = house.get("/api/openapi.yaml");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("openapi: 3", "/api/v1/live", "/api/v1/login");
    }

    @Test
    void healthIsForEverybody() throws IOException, InterruptedException {
        assertThat(house.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(house.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(house.get("/health").body()).contains("\"status\":\"up\"", "\"database\":\"up\"");
    }

    @Test
    void metricsCountWhatWasRefused() throws IOException, InterruptedException {
        house.get("/live/u/wrong/1.ts");
        assertThat(house.get("/metrics").body())
                .contains("sintonia_refusals_total{reason=\"credentials\"}", "jvm_memory_used_bytes");
    }

    @Test
    void requestsOnOneConnectionAreAnsweredInOrderWhoeverAnswers() throws IOException {
        String wanted = """
                GET /health/live HTTP/1.1
                Host: x

                GET /player_api.php?username=u&password=p HTTP/1.1
                Host: x

                GET /health/ready HTTP/1.1
                Host: x

                GET /live/u/p/2.ts HTTP/1.1
                Host: x

                """.replace("\n", "\r\n");
        try (RawConnection connection = RawConnection.to(house.port())) {
            connection.send(wanted);
            String got = connection.readUntil("video/mp2t");
            assertThat(got.indexOf("\"checks\":{}")).isPositive().isLessThan(got.indexOf("\"user_info\""));
            assertThat(got.indexOf("\"user_info\"")).isLessThan(got.indexOf("\"database\""));
            assertThat(got.indexOf("\"database\"")).isLessThan(got.indexOf("video/mp2t"));
        }
    }

    @Test
    void changedConfigurationIsAppliedWithoutARestart() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("sintonia.yaml"), yaml("newcomer"));
        Await.untilSeldom("the new user is known", Duration.ofSeconds(15), () -> status("newcomer") == 200);
        assertThat(status("u")).isEqualTo(403);
        Files.writeString(folder.resolve("sintonia.yaml"), "users: [{username: 7/7}]\n");
        Files.writeString(folder.resolve("sintonia.yaml"), yaml("u"));
        Await.untilSeldom("the old user is back", Duration.ofSeconds(15), () -> status("u") == 200);
    }

    private static int status(String user) {
        try {
            return house.head("/live/" + user + "/p/1.ts").statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
