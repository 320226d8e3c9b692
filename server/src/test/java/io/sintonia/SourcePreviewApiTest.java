package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at what a source would bring before it is made. */
class SourcePreviewApiTest {
    private static final String ID = "1234abcd" + "0".repeat(32);
    private static TestHouse house;
    private static String token;
    private static Path list;

    @BeforeAll
    static void serve(@TempDir Path folder) throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder("#EXTM3U\n");
        lines.append(
                "#EXTINF:-1 group-title=\"News\",One\nhttp://me:s3cret@One.example:8080/live/bob/hush/1.ts?token=abc\n");
        lines.append("#EXTINF:-1,Ace\nacestream://").append(ID).append('\n');
        for (int i = 0; i < 70; i++) {
            lines.append("#EXTINF:-1,C")
                    .append(i)
                    .append("\nhttp://x.example/")
                    .append(i)
                    .append(".ts\n");
        }
        for (int i = 0; i < 30; i++) {
            lines.append("#EXTINF:-1,Long")
                    .append(i)
                    .append("\nhttp://x.example/")
                    .append("a".repeat(8001))
                    .append('\n');
        }
        list = Files.writeString(folder.resolve("tv.m3u"), lines);
        house = TestHouse.serving(folder, "admin: {username: boss, password: correct-horse}\n");
        token = house.token("boss", "correct-horse");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static HttpResponse<String> preview(String type, String url) throws IOException, InterruptedException {
        return house.post(
                "/api/v1/sources/preview",
                "{\"name\":\"P\",\"type\":\"%s\",\"url\":\"%s\"}".formatted(type, url),
                token);
    }

    @Test
    void listIsSeenInPartWithoutCredentialsAndNothingIsMade() throws IOException, InterruptedException {
        HttpResponse<String> seen = preview("m3u", "file:" + list);
        assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
        assertThat(seen.body())
                .contains("\"kind\":\"m3u\"")
                .contains("\"found\":102")
                .contains("{\"name\":\"One\",\"group\":\"News\",\"address\":\"one.example\"}")
                .contains("\"address\":\"AceStream 1234abcd\"")
                .contains("\"skipped_count\":30")
                .doesNotContain("s3cret")
                .doesNotContain("hush")
                .doesNotContain("token=")
                .doesNotContain("8080")
                .doesNotContain(ID);
        assertThat(seen.body().split("\"address\":", -1)).hasSize(51);
        assertThat(seen.body().split("\"reason\":", -1)).hasSize(21);
        assertThat(house.get("/api/v1/sources", "Authorization", "Bearer " + token)
                        .body())
                .contains("\"total\":0");
    }

    @Test
    void channelsWrittenByHandArePreviewedToo() throws IOException, InterruptedException {
        HttpResponse<String> seen = house.post("/api/v1/sources/preview", """
                {"name":"M","type":"manual","channels":[{"name":"A","url":"udp://@239.0.0.1:1234"}]}""", token);
        assertThat(seen.body()).contains("\"kind\":\"manual\"").contains("\"address\":\"239.0.0.1\"");
    }

    @Test
    void pagesAndFoldersArePreviewedByTheirReaders() throws IOException, InterruptedException {
        Path page = Files.writeString(list.resolveSibling("page.html"), "<html><p>Ace <b>" + ID + "</b></p></html>");
        HttpResponse<String> links = preview("page", "file:" + page);
        assertThat(links.body()).contains("\"kind\":\"page\"").contains("\"address\":\"AceStream 1234abcd\"");
        Path films = Files.createDirectories(list.resolveSibling("films"));
        Files.write(films.resolve("A Film (1999).mp4"), new byte[] {0});
        HttpResponse<String> found = preview("folder", "file:" + films);
        assertThat(found.body()).contains("\"kind\":\"folder\"").contains("\"name\":\"A Film");
    }

    @Test
    void whatCannotBeReadIsSaidWithWhatWasTried() throws IOException, InterruptedException {
        HttpResponse<String> refused = preview("m3u", "http://me:s3cret@127.0.0.1:9/tv.m3u");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).contains("problem+json");
        assertThat(refused.body()).contains("127.0.0.1:9").doesNotContain("s3cret");
        assertThat(preview("m3u", "ftp://x").statusCode()).isEqualTo(400);
        assertThat(house.post("/api/v1/sources/preview", "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void thirdPreviewAtOnceIsToldToWait()
            throws ExecutionException, IOException, InterruptedException, TimeoutException {
        try (ServerSocket silent = new ServerSocket(0)) {
            silent.setSoTimeout(20_000);
            String url = "http://127.0.0.1:" + silent.getLocalPort() + "/tv.m3u";
            var first = CompletableFuture.supplyAsync(() -> status(url));
            var second = CompletableFuture.supplyAsync(() -> status(url));
            try (Socket one = silent.accept();
                    Socket two = silent.accept()) {
                HttpResponse<String> third = preview("m3u", url);
                assertThat(third.statusCode()).isEqualTo(429);
                assertThat(third.body()).contains("two sources are being previewed already");
                one.getOutputStream().write("HTTP/1.1 404 No\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                two.getOutputStream().write("HTTP/1.1 404 No\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(422);
            assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(422);
        }
    }

    private static int status(String url) {
        try {
            return preview("m3u", url).statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
