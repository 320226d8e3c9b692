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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that administrators make by the API. */
class SourcesApiTest {
    private static TestHouse house;
    private static String token;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("tv.m3u"), "#EXTM3U\n#EXTINF:-1,One\nhttp://x.example/1.ts\n");
        house = TestHouse.serving(folder, """
                admin: {username: boss, password: correct-horse}
                sources: [{name: From file, type: m3u, url: "file:tv.m3u"}]
                metrics: {allowed-networks: [127.0.0.1/32]}
                """);
        house.awaitChannels(1);
        token = house.post("/api/v1/login", "{\"username\":\"boss\",\"password\":\"correct-horse\"}")
                .body()
                .replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static HttpResponse<String> patch(String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(house.url(path)))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }

    private static String post(String json, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = house.post("/api/v1/sources", json, token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private static String id(String body) {
        return body.replaceAll("(?s).*?\"id\":(\\d+).*", "$1");
    }

    @Test
    void sourceIsMadeReadChangedAndRemoved() throws IOException, InterruptedException {
        String made = post("""
                {"name":"Mine","type":"manual","channels":[{"name":"A","url":"http://me:s3cret@x.example/a.ts"},
                {"name":"B","url":"udp://@239.0.0.1:1234","group":"G","number":"7"}]}""", 201);
        assertThat(made)
                .contains("\"from_file\":false")
                .contains("\"type\":\"manual\"")
                .doesNotContain("s3cret");
        house.awaitChannels(3);
        String path = "/api/v1/sources/" + id(made);
        HttpResponse<String> changed =
                patch(path, "{\"name\":\"Ours\",\"channels\":[{\"name\":\"A\",\"url\":\"http://x.example/b.ts\"}]}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(changed.body()).contains("\"name\":\"Ours\"");
        house.awaitChannels(2);
        assertThat(house.delete(path, token).statusCode()).isEqualTo(204);
        house.awaitChannels(1);
        assertThat(house.delete(path, token).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsWrongIsSaidFieldByField() throws IOException, InterruptedException {
        assertThat(post("{\"type\":\"radio\",\"refresh_seconds\":1,\"include\":[\"cats\"]}", 400))
                .contains("\"field\":\"name\"")
                .contains("\"field\":\"type\"")
                .contains("\"field\":\"refresh_seconds\"")
                .contains("\"field\":\"include\"");
        assertThat(post("{\"name\":\"X\",\"type\":\"xtream\",\"url\":\"ftp://u:s3cret@h\"}", 400))
                .contains("\"field\":\"url\"")
                .contains("\"field\":\"username\"")
                .contains("\"field\":\"password\"")
                .doesNotContain("s3cret");
        assertThat(post("{\"name\":\"X\",\"type\":\"m3u\",\"url\":\"file:tv.m3u\"}", 400))
                .contains("a file's whole path");
        assertThat(post("{\"name\":\"From file\",\"type\":\"m3u\",\"url\":\"http://x.example/\"}", 409))
                .contains("there is a source 'From file' already");
    }

    @Test
    void whatTheFileDeclaresIsTheFilesToChange() throws IOException, InterruptedException {
        String listed =
                house.get("/api/v1/sources", "Authorization", "Bearer " + token).body();
        assertThat(listed).contains("\"from_file\":true");
        String path = "/api/v1/sources/" + id(listed);
        HttpResponse<String> refused = patch(path, "{\"enabled\":false}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("is declared in the configuration file");
        assertThat(house.delete(path, token).statusCode()).isEqualTo(409);
    }

    @Test
    void secretsNeverComeBackAndAreKeptWhenLeftOut() throws IOException, InterruptedException {
        String made = post("""
                {"name":"Dish","type":"xtream","url":"http://127.0.0.1:9","username":"anna","password":"s3cret",
                "proxy":"http://me:hush@127.0.0.1:9","headers":{"Cookie":"hidden"},"enabled":false}""", 201);
        String path = "/api/v1/sources/" + id(made);
        HttpResponse<String> changed = patch(path, "{\"max_connections\":2}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        String shown = house.get(path, "Authorization", "Bearer " + token).body();
        assertThat(made + changed.body() + shown)
                .contains("\"max_connections\":2")
                .doesNotContain("s3cret")
                .doesNotContain("hush")
                .doesNotContain("hidden");
        assertThat(house.delete(path, token).statusCode()).isEqualTo(204);
    }

    @Test
    void onlyAdministratorsMayMakeSources() throws IOException, InterruptedException {
        assertThat(house.post("/api/v1/sources", "{\"name\":\"X\",\"type\":\"m3u\",\"url\":\"http://x/\"}")
                        .statusCode())
                .isEqualTo(401);
    }
}
