package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One house serves, another has it for its Xtream provider: what the first one plays comes through both. */
class FromProviderTest {
    private static LiveOrigin origin;
    private static TestHouse provider;
    private static TestHouse house;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException {
        origin = LiveOrigin.ofTestCard();
        Path first = Files.createDirectories(folder.resolve("provider"));
        Files.writeString(first.resolve("tv.m3u"), """
                #EXTM3U
                #EXTINF:-1 tvg-id="one.tv" group-title="News",One
                %s
                #EXTINF:-1 group-title="Kids",Two
                %s
                """.formatted(origin.url("one.ts"), origin.url("two.ts")));
        provider = TestHouse.serving(first, """
                sources: [{name: List, type: m3u, url: "file:tv.m3u"}]
                users: [{username: anna, password: s3cret, max-connections: 3}]
                metrics: {allowed-networks: [127.0.0.1/32]}
                """);
        provider.awaitChannels(2);
        Path second = Files.createDirectories(folder.resolve("house"));
        house = TestHouse.serving(second, """
                admin: {username: boss, password: correct-horse}
                sources:
                  - {name: Provider, type: xtream, url: "http://127.0.0.1:%s", username: anna, password: s3cret,
                     include: [live], request-pause: 10ms}
                  - name: By hand
                    type: manual
                    channels: [{name: Three, url: "%s", group: Ours, number: 3}]
                users: [{username: u, password: p, max-connections: 0}]
                metrics: {allowed-networks: [127.0.0.1/32]}
                """.formatted(provider.port(), origin.url("three.ts")));
        house.awaitChannels(3);
    }

    @AfterAll
    static void close() throws IOException {
        house.close();
        provider.close();
        origin.close();
    }

    @Test
    void channelPlaysThroughBothHouses() throws IOException, InterruptedException {
        String list = house.get("/get.php?username=u&password=p&type=m3u_plus").body();
        assertThat(list)
                .contains("group-title=\"News\",One")
                .contains("group-title=\"Kids\",Two")
                .doesNotContain("anna");
        String id = list.replaceAll("(?s).*,One\\s+\\S*/live/u/p/(\\d+)\\.ts.*", "$1");
        try (TsClient viewer = TsClient.watching(house.port(), "/live/u/p/" + id + ".ts", "viewer")) {
            viewer.awaitBytes(200_000);
            assertThat(TsClient.losses(viewer.packets())).isZero();
        }
        assertThat(origin.connections("one.ts")).hasSize(1);
    }

    @Test
    void channelOfTheDeclarationPlaysToo() throws IOException, InterruptedException {
        String list = house.get("/get.php?username=u&password=p&type=m3u_plus").body();
        assertThat(list).contains("group-title=\"Ours\",Three");
        String id = list.replaceAll("(?s).*,Three\\s+\\S*/live/u/p/(\\d+)\\.ts.*", "$1");
        try (TsClient viewer = TsClient.watching(house.port(), "/live/u/p/" + id + ".ts", "viewer")) {
            viewer.awaitBytes(100_000);
        }
    }

    @Test
    void accountIsShownWithoutItsPassword() throws IOException, InterruptedException {
        HttpResponse<String> login =
                house.post("/api/v1/login", "{\"username\":\"boss\",\"password\":\"correct-horse\"}");
        String token = login.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
        HttpResponse<String> sources = house.get("/api/v1/sources", "Authorization", "Bearer " + token);
        assertThat(sources.body())
                .contains("\"type\":\"xtream\"")
                .contains("\"status\":\"active\"")
                .contains("\"max_connections\":3")
                .doesNotContain("s3cret");
    }
}
