package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups, films, bouquets and proposals over the API. */
class CurationListsApiTest {
    private Path folder;
    private TestHouse house;
    private String token;

    @BeforeEach
    void serve(@TempDir Path dir) throws IOException, InterruptedException {
        folder = dir;
        Files.writeString(dir.resolve("tv.m3u"), """
                #EXTM3U
                #EXTINF:-1 group-title="News",Uno
                http://x.example/uno.ts
                #EXTINF:-1 group-title="News",Due
                http://x.example/due.ts
                #EXTINF:-1 group-title="Kids",Tre
                http://x.example/tre.ts
                #EXTINF:-1 group-title="Films",The Long Film (1999)
                http://x.example/movie/long.mp4
                #EXTINF:-1 group-title="Films",100% Short
                http://x.example/movie/short.mp4
                """);
        house = TestHouse.serving(dir, """
                admin: {username: boss, password: correct-horse}
                sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                bouquets: [{name: Declared, groups: [Kids]}]
                users: [{username: u, password: p, max-connections: 0}, {username: k, password: p, bouquets: [Declared]}]
                metrics: {allowed-networks: [127.0.0.1/32]}
                """);
        house.awaitChannels(3);
        token = house.token("boss", "correct-horse");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private String answered(int status, String method, String path, String json)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(house.url("/api/v1" + path)))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            assertThat(answer.statusCode())
                    .as(method + " " + path + ": " + answer.body())
                    .isEqualTo(status);
            return answer.body();
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return answered(200, "GET", path, "");
    }

    private static String first(String body, String field) {
        return body.replaceAll("(?s).*?\"" + field + "\":(\\d+).*", "$1");
    }

    private String group(String name) throws IOException, InterruptedException {
        return get("/categories")
                .replaceAll("(?s).*\\{\"id\":(\\d+),\"kind\":\"live\",\"name\":\"" + name + "\".*", "$1");
    }

    private String channel(String name) throws IOException, InterruptedException {
        return first(get("/channels?search=" + name), "id");
    }

    private String playerSees(String action) throws IOException, InterruptedException {
        return house.get("/player_api.php?username=u&password=p&action=" + action)
                .body();
    }

    @Test
    void groupsAreRenamedHiddenAndMerged() throws IOException, InterruptedException {
        assertThat(get("/categories?kind=live"))
                .contains("\"total\":2", "\"name\":\"News\"", "\"items\":2")
                .doesNotContain("Films");
        assertThat(get("/categories?kind=movie")).contains("\"name\":\"Films\"", "\"total\":1");
        String news = "/categories/" + group("News");
        String edit = answered(200, "PATCH", news, "{\"title\":\"Notizie\",\"position\":900}");
        assertThat(get(news)).contains("\"title\":\"Notizie\"", "\"position\":900", "\"name\":\"News\"");
        assertThat(playerSees("get_live_categories")).contains("Notizie").doesNotContain("News");
        answered(200, "PATCH", news, "{\"hidden\":true}");
        assertThat(playerSees("get_live_streams")).contains("Tre").doesNotContain("Uno");
        answered(200, "PATCH", news, "{\"hidden\":false,\"merged_into\":" + group("Kids") + "}");
        assertThat(playerSees("get_live_categories")).contains("Kids").doesNotContain("Notizie");
        assertThat(playerSees("get_live_streams")).contains("Uno");
        answered(200, "PATCH", news, "{\"title\":null,\"merged_into\":null}");
        assertThat(playerSees("get_live_categories")).contains("News", "Kids");
        assertThat(answered(400, "PATCH", news, "{\"merged_into\":" + group("News") + ",\"title\":\"X\"}"))
                .contains("\"field\":\"merged_into\"");
        assertThat(answered(400, "PATCH", news, "{\"hidden\":\"so\",\"position\":-1,\"colour\":1}"))
                .contains("\"field\":\"hidden\"", "\"field\":\"position\"", "\"field\":\"colour\"");
        answered(404, "PATCH", "/categories/999", "{\"title\":\"X\"}");
        assertThat(answered(409, "POST", "/edits/" + first(edit, "edit") + "/undo", ""))
                .contains("undo that one first");
    }

    @Test
    void filmsAreFoundByWordsOfTheirNames() throws IOException, InterruptedException {
        assertThat(get("/movies"))
                .contains("\"total\":2", "\"source\":\"List\"")
                .doesNotContain("x.example");
        assertThat(get("/movies?search=film%20LONG")).contains("\"total\":1", "Long Film");
        assertThat(get("/movies?search=100%25")).contains("\"total\":1", "100% Short");
        assertThat(get("/movies?search=_")).contains("\"total\":0");
        assertThat(get("/movies?size=1&page=2")).contains("\"total\":2", "\"page\":2", "Short");
        assertThat(get("/series?search=x")).contains("\"items\":[]", "\"total\":0");
    }

    @Test
    void bouquetsAreMadeChangedAndRemoved() throws IOException, InterruptedException {
        String made = answered(201, "POST", "/bouquets", """
                {"name":"Family","groups":["Kids"],"channels":[{"id":%s},{"id":%s,"member":false}],
                "conditions":["name starts with \\"Due\\""]}""".formatted(channel("Uno"), channel("Tre")));
        assertThat(made).contains("\"name\":\"Family\"", "\"member\":true", "\"member\":false", "\"from_file\":false");
        String path = "/bouquets/" + first(made, "id");
        assertThat(answered(200, "PATCH", path, "{\"groups\":[]}")).contains("\"groups\":[]", "starts with");
        assertThat(get("/bouquets")).contains("\"total\":2", "\"from_file\":true");
        assertThat(answered(400, "POST", "/bouquets", """
                {"groups":[""],"channels":[{"id":999}],"conditions":["name is"]}"""))
                .contains("\"field\":\"name\"", "\"field\":\"groups\"", "\"field\":\"channels\"")
                .contains("\"field\":\"conditions[0]\"");
        assertThat(answered(409, "POST", "/bouquets", "{\"name\":\"Declared\"}"))
                .contains("there is a bouquet 'Declared' already");
        String declared = "/bouquets/" + first(get("/bouquets"), "id");
        assertThat(answered(409, "PATCH", declared, "{\"name\":\"Mine\"}")).contains("configuration file");
        answered(409, "DELETE", declared, "");
        answered(204, "DELETE", path, "");
        answered(404, "DELETE", path, "");
        answered(404, "GET", path, "");
    }

    @Test
    void proposalsAreAcceptedOrRejectedOnce() throws IOException, InterruptedException, SQLException {
        propose("901", channel("Uno"), channel("Due"));
        propose("902", channel("Uno"), channel("Tre"));
        assertThat(get("/proposals"))
                .contains(
                        "\"total\":2",
                        "\"name\":\"Uno\"",
                        "\"name\":\"Due\"",
                        "\"reasons\":[\"same name\",\"same id\"]");
        assertThat(answered(200, "POST", "/proposals/901/accept", "")).contains("\"changed\":1");
        assertThat(get("/channels")).contains("\"total\":2");
        answered(200, "POST", "/proposals/902/reject", "");
        assertThat(answered(200, "POST", "/proposals/902/accept", "")).contains("\"changed\":0");
        assertThat(get("/proposals")).contains("\"total\":0");
        assertThat(get("/proposals?state=rejected")).contains("\"total\":1", "\"name\":\"Tre\"");
        answered(404, "POST", "/proposals/999/accept", "");
        answered(400, "GET", "/proposals?state=maybe", "");
    }

    /** What a matcher would write. */
    private void propose(String id, String channel, String other) throws SQLException {
        try (Connection database = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("data").resolve("sintonia.db"));
                Statement statement = database.createStatement()) {
            int rows = statement.executeUpdate("""
                    insert into match_proposal (id, channel_id, other_id, score, reasons, state, made_at)
                    values (%s, %s, %s, 70, 'same name; same id', 'proposed', 0)""".formatted(id, channel, other));
            assertThat(rows).isEqualTo(1);
        }
    }
}
