package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It is looked now and then which addresses play: gently, and never in anybody's way. */
class ChecksTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path dir;

    private int dead;

    @BeforeEach
    void aPortWhereNobodyListens() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            dead = taken.getLocalPort();
        }
    }

    @Test
    void livingAndDeadAddressesAreFoundWithoutBeingAskedFor() throws IOException, InterruptedException {
        try (LiveOrigin origin = LiveOrigin.ofTestCard();
                TestHouse house = house(origin, 5, "checks: {enabled: true, pause: 100ms}")) {
            String token = house.token("boss", "wordpass");
            Await.untilSeldom("both are looked at", SOON, () -> total(house, token, "") == 2);
            String works = house.get("/api/v1/checks?works=true", "Authorization", "Bearer " + token)
                    .body();
            assertThat(works).contains("\"channel_name\":\"Living\"", "\"video\":\"h264 640x360\"", "\"total\":1");
            String fails = house.get("/api/v1/checks?works=false", "Authorization", "Bearer " + token)
                    .body();
            assertThat(fails).contains("\"channel_name\":\"Dead\"", "\"reason\":\"", "\"total\":1");
            assertThat(house.metric("sintonia_checks_total{outcome=\"works\"}")).isEqualTo(1);
            assertThat(house.metric("sintonia_checks_total{outcome=\"fails\"}")).isEqualTo(1);
            // every connection is given back, and no channel is hidden
            Await.until("the connection is closed", SOON, () -> origin.openConnections() == 0);
            assertThat(house.get("/api/v1/channels", "Authorization", "Bearer " + token)
                            .body())
                    .contains("\"total\":2");
        }
        // what was found is known after a restart, and not looked for again before its time
        try (LiveOrigin origin = LiveOrigin.ofTestCard();
                TestHouse house = TestHouse.serving(dir, yaml(5, "checks: {enabled: true, pause: 100ms}"))) {
            String token = house.token("boss", "wordpass");
            assertThat(total(house, token, "")).isEqualTo(2);
            assertThat(origin.connections("living.ts")).isEmpty();
        }
    }

    @Test
    void nothingIsLookedAtUnlessWanted() throws IOException, InterruptedException {
        try (LiveOrigin origin = LiveOrigin.ofTestCard();
                TestHouse house = house(origin, 5, "")) {
            String token = house.token("boss", "wordpass");
            HttpResponse<String> asked = check(house, token, 1);
            assertThat(asked.statusCode()).isEqualTo(200);
            assertThat(asked.body()).contains("\"works\":true").doesNotContain("127.0.0.1");
            // the one that was asked for, and no other
            assertThat(total(house, token, "")).isEqualTo(1);
            assertThat(house.get("/api/v1/channels/1/checks", "Authorization", "Bearer " + token)
                            .body())
                    .contains("\"total\":1");
            assertThat(check(house, token, 99).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void secondWishWhileOneIsLookedAtIsToldToTryAgain()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = silent.getLocalPort();
            silent.setSoTimeout(20_000);
            try (LiveOrigin origin = LiveOrigin.ofTestCard();
                    TestHouse house = house(origin, 5, "")) {
                String token = house.token("boss", "wordpass");
                CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> {
                    try {
                        return check(house, token, 2);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
                try (Socket asked = silent.accept()) {
                    assertThat(asked.isConnected()).isTrue();
                    HttpResponse<String> second = check(house, token, 1);
                    assertThat(second.statusCode()).isEqualTo(409);
                    assertThat(second.body()).contains("another check is under way");
                }
                assertThat(first.get(20, TimeUnit.SECONDS).body()).contains("\"works\":false");
                assertThat(check(house, token, 1).body()).contains("\"works\":true");
            }
        }
    }

    @Test
    void stopEndsACheckThatHangs() throws IOException, InterruptedException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = silent.getLocalPort();
            Socket asked;
            try (LiveOrigin origin = LiveOrigin.ofTestCard();
                    TestHouse house = house(origin, 5, "checks: {enabled: true, pause: 100ms}")) {
                silent.setSoTimeout(20_000);
                asked = silent.accept();
                assertThat(house.port()).isPositive();
            }
            try (asked) {
                asked.setSoTimeout(1_000);
                // its question, and then the end of the connection
                assertThat(new String(asked.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("GET /dead.ts ");
            }
        }
    }

    @Test
    void channelThatIsWatchedIsNotTouched() throws IOException, InterruptedException {
        try (LiveOrigin origin = LiveOrigin.ofTestCard();
                TestHouse house = house(origin, 5, "");
                TsClient viewer = TsClient.watching(house.port(), "/live/u/p/1.ts", "viewer")) {
            Await.until("it plays", SOON, () -> viewer.received() > 60_000);
            HttpResponse<String> asked = check(house, house.token("boss", "wordpass"), 1);
            assertThat(asked.statusCode()).isEqualTo(409);
            assertThat(asked.body()).contains("the channel plays now");
            assertThat(origin.connections("living.ts")).hasSize(1);
        }
    }

    @Test
    void onlyConnectionOfAProviderIsNeverTakenFromAViewer() throws IOException, InterruptedException {
        try (LiveOrigin origin = LiveOrigin.ofTestCard();
                TestHouse house = house(origin, 1, "");
                TsClient viewer = TsClient.watching(house.port(), "/live/u/p/1.ts", "viewer")) {
            Await.until("it plays", SOON, () -> viewer.received() > 60_000);
            HttpResponse<String> asked = check(house, house.token("boss", "wordpass"), 2);
            assertThat(asked.statusCode()).isEqualTo(409);
            assertThat(asked.body()).contains("no connection of source 'Mine' is idle");
            assertThat(origin.openConnections()).isEqualTo(1);
        }
    }

    private static HttpResponse<String> check(TestHouse house, String token, long channel)
            throws IOException, InterruptedException {
        return house.post("/api/v1/channels/" + channel + "/check", "{}", token);
    }

    private static long total(TestHouse house, String token, String query) {
        try {
            String body = house.get("/api/v1/checks" + query, "Authorization", "Bearer " + token)
                    .body();
            return Long.parseLong(body.replaceAll(".*\"total\":(\\d+).*", "$1"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private TestHouse house(LiveOrigin origin, int limit, String more) throws IOException {
        Files.writeString(
                dir.resolve("list.m3u"),
                "#EXTM3U\n#EXTINF:-1,Living\n" + origin.url("living.ts") + "\n#EXTINF:-1,Dead\nhttp://127.0.0.1:" + dead
                        + "/dead.ts\n");
        TestHouse house = TestHouse.serving(dir, yaml(limit, more));
        house.awaitChannels(2);
        return house;
    }

    private static String yaml(int limit, String more) {
        return """
                sources: [{name: Mine, type: m3u, url: "file:list.m3u", max-connections: LIMIT}]
                users: [{username: u, password: p, max-connections: 0}]
                admin: {username: boss, password: wordpass}
                metrics: {allowed-networks: [127.0.0.1/32]}
                """.replace("LIMIT", Integer.toString(limit)) + more + "\n";
    }
}
