package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists as they come over the wire: of thousands of channels, in either encoding, and only when they have changed. */
class ListsTest {
    private static final int CHANNELS = 3000;
    private static final String STREAMS = "/player_api.php?username=anna&password=pw&action=get_live_streams";
    private static final String LIST = "/get.php?username=anna&password=pw";
    private static final String PANEL = "/panel_api.php?username=anna&password=pw";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static TestHouse house;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        StringBuilder list = new StringBuilder("#EXTM3U\n");
        for (int i = 1; i <= CHANNELS; i++) {
            list.append("#EXTINF:-1 group-title=\"Group ")
                    .append(i % 7)
                    .append("\",Channel ")
                    .append(i)
                    .append("\nhttp://127.0.0.1:9/live/")
                    .append(i)
                    .append(".ts\n");
        }
        Files.writeString(folder.resolve("tv.m3u"), list);
        house = TestHouse.serving(folder, """
                sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                users: [{username: anna, password: pw}]
                metrics: {allowed-networks: [127.0.0.1/32]}
                """);
        house.awaitChannels(CHANNELS);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static HttpResponse<byte[]> ask(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(house.url(path)))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.noBody());
        return CLIENT.send(
                headers.length == 0 ? request.build() : request.headers(headers).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String unpacked(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {STREAMS, LIST})
    void packedListIsTheSameAsThePlainOne(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> plain = ask("GET", path);
        HttpResponse<byte[]> packed = ask("GET", path, "Accept-Encoding", "gzip");
        assertThat(header(plain, "Content-Length")).isEqualTo(Integer.toString(plain.body().length));
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.body().length).isLessThan(plain.body().length / 4);
        assertThat(unpacked(packed.body())).isEqualTo(new String(plain.body(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {STREAMS, LIST, PANEL})
    void headSaysWhatGetWouldSend(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> get = ask("GET", path);
        HttpResponse<byte[]> head = ask("HEAD", path);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : new String[] {"Content-Length", "Content-Type", "ETag", "Content-Disposition"}) {
            assertThat(header(head, name)).as(name).isEqualTo(header(get, name));
        }
        assertThat(ask("HEAD", path, "Accept-Encoding", "gzip").statusCode()).isEqualTo(200);
        assertThat(ask("GET", path).body()).as("after HEAD").isEqualTo(get.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {STREAMS, LIST})
    void eitherEncodingsTagIsKnownAgain(String path) throws IOException, InterruptedException {
        for (String[] wish : new String[][] {{}, {"Accept-Encoding", "gzip"}}) {
            String tag = header(ask("GET", path, wish), "ETag");
            HttpResponse<byte[]> plain = ask("GET", path, "If-None-Match", tag);
            HttpResponse<byte[]> packed = ask("GET", path, "If-None-Match", tag, "Accept-Encoding", "gzip");
            assertThat(plain.statusCode()).isEqualTo(304);
            assertThat(packed.statusCode()).isEqualTo(304);
            assertThat(header(packed, "ETag")).endsWith("-gz\"");
        }
    }

    @Test
    void oldPanelsAnswerIsOneObject() throws IOException, InterruptedException {
        assertThat(new String(ask("GET", PANEL).body(), StandardCharsets.UTF_8))
                .startsWith("{\"user_info\":")
                .contains(",\"categories\":{\"live\":[", "\"available_channels\":{\"1\":{")
                .endsWith("}}}");
    }

    @Test
    void playlistHasEveryChannelOnceWithTheReadersAddress() throws IOException, InterruptedException {
        String list = new String(ask("GET", LIST).body(), StandardCharsets.UTF_8);
        String address = house.url("/live/anna/pw/");
        assertThat(list.lines().filter(line -> line.startsWith(address)).distinct())
                .hasSize(CHANNELS);
    }
}
