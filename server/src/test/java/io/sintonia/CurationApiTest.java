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
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels, rules and the journal as administrators see and change them, over the API. */
class CurationApiTest {
    private static final String LIST = """
            #EXTM3U
            #EXTINF:-1 tvg-id="uno.it" group-title="News",IT: Uno
            http://x.example/uno.ts
            #EXTINF:-1 tvg-id="due.it" group-title="News",IT: Due
            http://x.example/due.ts
            #EXTINF:-1 group-title="Kids",Più Cartoni
            http://x.example/tre.ts
            #EXTINF:-1 group-title="Films",Il Film
            http://x.example/movie/film.mp4
            """;
    private static final String CHANGED = """
            #EXTM3U
            #EXTINF:-1 tvg-id="uno.it" group-title="Notizie",IT: Uno HD
            http://x.example/uno.ts
            #EXTINF:-1 group-title="Kids",Più Cartoni
            http://x.example/tre.ts
            #EXTINF:-1 group-title="New",Quattro
            http://x.example/quattro.ts
            #EXTINF:-1 group-title="Films",Il Film, di nuovo
            http://x.example/movie/film.mp4
            #EXTINF:-1 group-title="Films",Un altro
            http://x.example/movie/altro.mp4
            """;
    private static final String[] ANSWERS = {
        "/player_api.php?username=u&password=p&action=get_live_streams",
        "/player_api.php?username=u&password=p&action=get_live_categories",
        "/player_api.php?username=u&password=p&action=get_vod_streams",
        "/player_api.php?username=u&password=p&action=get_vod_categories",
        "/get.php?username=u&password=p&type=m3u_plus"
    };

    private Path list;
    private TestHouse house;
    private String token;

    @BeforeEach
    void serve(@TempDir Path folder) throws IOException, InterruptedException {
        list = folder.resolve("tv.m3u");
        Files.writeString(list, LIST);
        house = TestHouse.serving(folder, """
                admin: {username: boss, password: correct-horse}
                sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                users: [{username: u, password: p, max-connections: 0}]
                rules: [{name: Everyone, when: 'name contains "nobody"', then: hide}]
                catalogue: {vanish-limit: 100}
                metrics: {allowed-networks: [127.0.0.1/32]}
                """);
        house.awaitChannels(3);
        token = house.token("boss", "correct-horse");
    }

    @AfterEach
    void close() {
        house.close();
    }

    private HttpResponse<String> send(String method, String path, String json)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(house.url("/api/v1" + path)))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }

    private String ok(String method, String path, String json) throws IOException, InterruptedException {
        return answered(200, method, path, json);
    }

    private String answered(int status, String method, String path, String json)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, path, json);
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isEqualTo(status);
        return answer.body();
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = house.get("/api/v1" + path, "Authorization", "Bearer " + token);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String first(String body, String field) {
        return body.replaceAll("(?s).*?\"" + field + "\":(\\d+).*", "$1");
    }

    /** The id of the first channel that a search finds. */
    private String channel(String search) throws IOException, InterruptedException {
        return first(get("/channels?hidden=true&search=" + search), "id");
    }

    private String lists() throws IOException, InterruptedException {
        StringBuilder all = new StringBuilder();
        for (String path : ANSWERS) {
            all.append(house.get(path).body()).append('\n');
        }
        return all.toString();
    }

    @Test
    void channelsAreSearchedSortedAndPaged() throws IOException, InterruptedException {
        assertThat(get("/channels")).contains("\"total\":3", "\"name\":\"IT: Uno\"", "\"guide_id\":\"uno.it\"");
        assertThat(get("/channels?search=PIU%20car"))
                .contains("\"total\":1", "\"name\":\"Più Cartoni\"", "\"source\":\"List\"", "\"place\":1")
                .doesNotContain("x.example");
        assertThat(get("/channels?sort=-name&size=1&page=3")).contains("\"name\":\"IT: Due\"", "\"total\":3");
        String news = first(get("/channels?search=uno"), "category\":\\{\"id");
        assertThat(get("/channels?category=" + news)).contains("\"total\":2");
        assertThat(get("/channels?source=99")).contains("\"total\":0", "\"items\":[]");
        assertThat(answered(400, "GET", "/channels?sort=colour", "")).contains("\"field\":\"sort\"");
    }

    @Test
    void ownersWordHoldsUntilItIsTakenBack() throws IOException, InterruptedException {
        String path = "/channels/" + channel("uno");
        assertThat(ok("PATCH", path, "{\"name\":\"Uno!\",\"number\":7,\"group\":\"Mine\",\"hidden\":false}"))
                .contains("\"changed\":4");
        assertThat(get(path))
                .contains("\"name\":\"Uno!\"", "\"number\":\"7\"", "\"group\":\"Mine\"", "\"hidden\":\"false\"");
        assertThat(get("/channels?search=uno!&sort=number")).contains("\"total\":1");
        assertThat(ok("PATCH", path, "{\"name\":null}")).contains("\"changed\":1");
        assertThat(get(path)).contains("\"name\":\"IT: Uno\"").doesNotContain("Uno!");
        assertThat(answered(400, "PATCH", path, "{\"number\":\"x\",\"logo\":\"ftp://l\",\"hidden\":\"so\"}"))
                .contains("\"field\":\"number\"", "\"field\":\"logo\"", "\"field\":\"hidden\"");
        assertThat(answered(400, "PATCH", path, "{\"colour\":\"red\",\"name\":[1]}"))
                .contains("\"field\":\"colour\"", "\"field\":\"name\"");
        answered(404, "PATCH", "/channels/999", "{\"name\":\"X\"}");
        answered(404, "GET", "/channels/999", "");
    }

    @Test
    void manyAreChangedAtOnceAndTakenBackExactly() throws IOException, InterruptedException {
        String before = lists();
        String edit = ok("PATCH", "/channels", "{\"search\":\"it:\",\"set\":{\"hidden\":true}}");
        assertThat(edit).contains("\"changed\":2");
        assertThat(lists()).isNotEqualTo(before).doesNotContain("IT: Uno");
        assertThat(get("/channels")).contains("\"total\":1");
        assertThat(get("/channels?hidden=true")).contains("\"total\":3", "\"hidden\":true");
        String second = ok(
                "PATCH",
                "/channels",
                "{\"ids\":[%s,%s],\"set\":{\"group\":\"Mine\",\"number\":\"5\"}}"
                        .formatted(channel("uno"), channel("piu")));
        assertThat(get("/edits")).contains("\"actor\":\"boss\"", "\"kind\":\"channels\"", "\"undoable\":true");
        assertThat(answered(409, "POST", "/edits/" + first(edit, "edit") + "/undo", ""))
                .contains("undo that one first");
        ok("POST", "/edits/" + first(second, "edit") + "/undo", "");
        ok("POST", "/edits/" + first(edit, "edit") + "/undo", "");
        assertThat(lists()).isEqualTo(before);
        assertThat(answered(409, "POST", "/edits/" + first(edit, "edit") + "/undo", ""))
                .contains("undone already");
        String undoing = first(get("/edits"), "id");
        ok("POST", "/edits/" + undoing + "/undo", "");
        assertThat(lists()).as("the undoing was undone").doesNotContain("IT: Uno");
        ok("POST", "/edits/" + first(edit, "edit") + "/undo", "");
        assertThat(lists()).isEqualTo(before);
        answered(404, "POST", "/edits/9999/undo", "");
        assertThat(answered(400, "PATCH", "/channels", "{\"set\":{\"hidden\":true}}"))
                .contains("\"field\":\"ids\"");
    }

    @Test
    void importIsTakenBackExactly() throws IOException, InterruptedException {
        String before = lists();
        Files.writeString(list, CHANGED);
        refresh("succeeded");
        assertThat(lists()).contains("IT: Uno HD", "Quattro", "Un altro").isNotEqualTo(before);
        // refreshes that change nothing hide what has vanished; no journal tells of them
        refresh("succeeded");
        refresh("succeeded");
        assertThat(lists()).doesNotContain("IT: Due");
        String edits = get("/edits");
        assertThat(edits).contains("List: 2 added, 2 changed, 1 vanished");
        ok("POST", "/edits/" + first(edits, "id") + "/undo", "");
        assertThat(lists()).isEqualTo(before);
        refresh("succeeded");
        assertThat(lists()).as("the same list again changes nothing").isEqualTo(before);
        Files.writeString(list, CHANGED + "#EXTINF:-1,Five\nhttp://x.example/five.ts\n");
        refresh("succeeded");
        assertThat(lists()).as("another one is taken over").contains("IT: Uno HD", "Quattro", "Un altro", "Five");
    }

    private void refresh(String state) throws IOException, InterruptedException {
        String job = first(answered(202, "POST", "/sources/1/refresh?approve=true", ""), "job");
        Await.until("the import is over", Duration.ofSeconds(20), () -> {
            try {
                return get("/jobs/" + job).contains("\"state\":\"" + state + "\"");
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        });
    }

    @Test
    void mergedChannelsAreOneUntilTheyAreSplit() throws IOException, InterruptedException {
        String uno = channel("uno");
        String due = channel("due");
        ok("POST", "/channels/" + uno + "/merge", "{\"channels\":[" + due + "]}");
        assertThat(get("/channels/" + uno)).contains("\"merged\":[{\"id\":" + due, "\"place\":2");
        assertThat(get("/channels/" + due)).contains("\"merged_into\":{\"id\":" + uno);
        assertThat(get("/channels")).contains("\"total\":2");
        ok("POST", "/channels/" + due + "/split", "");
        assertThat(get("/channels")).contains("\"total\":3");
        assertThat(ok("POST", "/channels/" + due + "/split", "")).contains("\"changed\":0");
        assertThat(answered(400, "POST", "/channels/" + uno + "/merge", "{\"channels\":[999]}"))
                .contains("there is no channel 999");
    }

    @Test
    void rulesAreTriedThenAppliedInTheirOrder() throws IOException, InterruptedException {
        String rules = """
                {"rules":[{"name":"Tidy","when":"group is News","then":"replace \\"^IT: *\\" by \\"\\""},
                {"name":"Gone","when":"name is Due","then":"hide"}]}""";
        assertThat(ok("POST", "/rules/preview", rules))
                .contains("\"name\":\"Tidy\",\"matched\":2,\"hidden\":0,\"changed\":2")
                .contains("\"name\":\"Gone\",\"matched\":1,\"hidden\":1,\"changed\":1")
                .contains("\"changed\":2,\"samples\":[{")
                .contains("\"before\":{\"name\":\"IT: Uno\"", "\"after\":{\"name\":\"Uno\"");
        assertThat(get("/channels")).contains("IT: Uno");
        ok("PUT", "/rules", rules);
        assertThat(get("/channels")).contains("\"name\":\"Uno\"", "\"total\":2").doesNotContain("Due");
        assertThat(get("/channels?hidden=true")).contains("\"name\":\"Due\"");
        assertThat(get("/rules")).contains("\"total\":3", "\"name\":\"Everyone\"", "\"from_file\":true");
        assertThat(answered(
                        400, "PUT", "/rules", "{\"rules\":[{\"name\":\"\",\"when\":\"name is\",\"then\":\"fly\"}]}"))
                .contains("\"field\":\"rules[0].name\"", "\"field\":\"rules[0].when\"");
        ok("PUT", "/rules", "{\"rules\":[]}");
        assertThat(get("/channels")).contains("\"total\":3", "IT: Uno");
    }
}
