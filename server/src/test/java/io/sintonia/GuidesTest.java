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
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guides from the configuration file, as players and administrators see them: two of them, for one list. */
class GuidesTest {
    private static final DateTimeFormatter XMLTV = DateTimeFormatter.ofPattern("yyyyMMddHHmmss Z", Locale.ROOT);
    private static final String PLAYER = "?username=tv&password=tv";

    /** What a guide may say, in no order that the DTD knows. */
    private static final String TOLD_OUT_OF_ORDER =
            "<star-rating><value>3/5</value></star-rating><rating system='MPAA'><value>PG</value></rating><new/><premiere/>"
                    + "<previously-shown start='20200101'/><episode-num system='onscreen'>S1E2</episode-num>"
                    + "<episode-num system='xmltv_ns'>0.1.</episode-num><country>IT</country><icon src='http://i.example/a?b&amp;c'/>"
                    + "<category lang='it'>Gialli</category><category>Crime</category><date>2024</date><length units='minutes'>50</length>"
                    + "<credits><actor role='Her'>A. B&amp;C</actor><director>D. E</director></credits>"
                    + "<desc lang='it'>What happens</desc><sub-title lang='it'>The Second</sub-title>"
                    + "<video><quality>HDTV</quality><aspect>16:9</aspect></video><live/>";

    private static TestHouse house;
    private static String token;
    private static final List<Instant> EDGES = new ArrayList<>();
    private static Path folder;

    @BeforeAll
    static void serve(@TempDir Path directory) throws IOException, InterruptedException {
        folder = directory;
        Files.writeString(folder.resolve("tv.m3u"), """
                #EXTM3U
                #EXTINF:-1 tvg-id="One.xx" group-title="G",Channel One
                http://x.example/1.ts
                #EXTINF:-1 group-title="G",|UK| Second Channel HD
                http://x.example/2.ts
                #EXTINF:-1 group-title="G",Unheard Of
                http://x.example/3.ts
                """);
        Files.writeString(folder.resolve("a.xml"), guide());
        house = TestHouse.serving(folder, """
                admin: {username: boss, password: correct-horse}
                sources: [{name: L, type: m3u, url: "file:tv.m3u"}]
                guides:
                  - {name: A, url: "file:a.xml"}
                  - {name: Gone, url: "file:gone.xml", priority: 2}
                users: [{username: tv, password: tv}]
                metrics: {allowed-networks: [127.0.0.1/32]}
                """);
        house.awaitChannels(3);
        token = house.token("boss", "correct-horse");
        Await.until("a guide that is matched", Duration.ofSeconds(40), () -> page().contains("Second 0"));
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static String page() {
        try {
            return house.get("/xmltv.php" + PLAYER).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Hours of two zones, written in both, from the beginning of this hour on; one of them with a change of offset in between. */
    private static String guide() {
        StringBuilder text =
                new StringBuilder("<tv><channel id=\"One.xx\"><display-name>Something</display-name></channel>"
                        + "<channel id=\"two\"><display-name>Second Channel</display-name></channel>");
        Instant first = Instant.now().truncatedTo(ChronoUnit.HOURS);
        for (int hour = 0; hour < 30; hour++) {
            Instant start = first.plus(hour, ChronoUnit.HOURS);
            EDGES.add(start);
            // as if Rome's clocks were put back in the middle: every time says its own offset, so they follow each
            // other
            ZoneOffset rome = ZoneOffset.ofHours(hour < 15 ? 2 : 1);
            text.append(("<programme channel=\"One.xx\" start=\"%s\" stop=\"%s\"><title lang=\"it\">First %s</title>"
                            + TOLD_OUT_OF_ORDER + "</programme>")
                    .formatted(
                            XMLTV.format(start.atOffset(rome)),
                            XMLTV.format(start.plusSeconds(3600).atOffset(rome)),
                            hour));
            ZonedDateTime york = start.atZone(ZoneId.of("America/New_York"));
            text.append(
                    "<programme channel=\"two\" start=\"%s\"><title>Second %s</title><desc>&lt;&amp;&gt;</desc></programme>"
                            .formatted(XMLTV.format(york), hour));
        }
        return text.append("</tv>").toString();
    }

    private static List<String> starts(String text, String pattern) {
        return Stream.of(text.split("(?=" + pattern + ")", -1))
                .filter(part -> part.matches("(?s)" + pattern + ".*"))
                .map(part -> part.replaceAll("(?s)" + pattern + ".*", "$1"))
                .toList();
    }

    @Test
    void allFourAnswersShowTheSameTimes() throws IOException, InterruptedException {
        List<String> seconds =
                EDGES.stream().map(edge -> Long.toString(edge.getEpochSecond())).toList();
        for (int stream = 1; stream <= 2; stream++) {
            String id = stream == 1 ? "One.xx" : "two";
            assertThat(starts(
                            page(), "<programme start=\"(\\d{14} \\+0000)\" stop=\"\\d{14} \\+0000\" channel=\"" + id))
                    .containsExactlyElementsOf(EDGES.stream()
                            .map(edge -> XMLTV.format(edge.atOffset(ZoneOffset.UTC)))
                            .toList());
            String api = "/player_api.php" + PLAYER + "&stream_id=" + stream + "&action=";
            List<String> next =
                    starts(house.get(api + "get_short_epg&limit=30").body(), "\"start_timestamp\":\"(\\d+)\"");
            assertThat(next).hasSizeGreaterThan(28); // the hour may end meanwhile
            assertThat(seconds).endsWith(next.toArray(String[]::new));
            assertThat(starts(house.get(api + "get_simple_data_table").body(), "\"start_timestamp\":\"(\\d+)\""))
                    .containsExactlyElementsOf(seconds);
            assertThat(starts(
                            house.get("/panel_api.php" + PLAYER + "&action=get_epg&stream_id=" + stream)
                                    .body(),
                            "\"start\":(\\d+)"))
                    .containsExactlyElementsOf(seconds);
        }
    }

    @Test
    void playersAreToldAllThatTheGuideSaysInTheOrderOfTheDtd() {
        assertThat(page())
                .contains(
                        "<title lang=\"it\">First 0</title><sub-title lang=\"it\">The Second</sub-title>"
                                + "<desc lang=\"it\">What happens</desc>"
                                + "<credits><director>D. E</director><actor role=\"Her\">A. B&amp;C</actor></credits><date>2024</date>"
                                + "<category lang=\"it\">Gialli</category><category>Crime</category><length units=\"seconds\">3000</length>"
                                + "<icon src=\"http://i.example/a?b&amp;c\" /><country>IT</country>"
                                + "<episode-num system=\"onscreen\">S1E2</episode-num><episode-num system=\"xmltv_ns\">0.1.</episode-num>"
                                + "<video><aspect>16:9</aspect><quality>HDTV</quality></video><previously-shown /><premiere /><new />"
                                + "<rating system=\"MPAA\"><value>PG</value></rating><star-rating><value>3/5</value></star-rating></programme>");
    }

    @Test
    void channelsCarryTheIdOfTheirProgrammesEverywhere() throws IOException, InterruptedException {
        assertThat(starts(
                        house.get("/player_api.php" + PLAYER + "&action=get_live_streams")
                                .body(),
                        "\"epg_channel_id\":(\"[^\"]*\"|null)"))
                .containsExactly("\"One.xx\"", "\"two\"", "null");
        assertThat(house.get("/get.php" + PLAYER + "&type=m3u_plus").body())
                .contains("tvg-id=\"One.xx\"")
                .contains("tvg-id=\"two\"");
        assertThat(page()).contains("<channel id=\"One.xx\">").contains("<channel id=\"two\">");
    }

    @Test
    void guideThatCannotBeReadSaysSoAndTheOtherOneStays() throws IOException, InterruptedException {
        Await.until("a failed guide", Duration.ofSeconds(20), () -> list().contains("\"outcome\":\"failed\""));
        assertThat(list())
                .contains("\"outcome\":\"applied\"")
                .contains("guide 'Gone' not read: ")
                .contains("there is none yet")
                .doesNotContain(folder.toString() + "/a.xml");
        assertThat(house.get("/api/v1/guides/1/reports", "Authorization", "Bearer " + token)
                        .body())
                .contains("\"channels_kept\":2")
                .contains("\"programmes_kept\":60");
        assertThat(house.get("/api/v1/guides/77", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(404);
        assertThat(house.post("/api/v1/guides/1/refresh", "", token).statusCode())
                .isEqualTo(202);
        assertThat(house.get("/api/v1/guides").statusCode()).isEqualTo(401);
    }

    private static String list() {
        try {
            return house.get("/api/v1/guides", "Authorization", "Bearer " + token)
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static HttpResponse<String> put(long channel, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(house.url("/api/v1/guide-matches/" + channel)))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .PUT(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void ownerChoosesExcludesAndForgets() throws IOException, InterruptedException {
        String unheard = "/player_api.php" + PLAYER + "&stream_id=3&action=get_short_epg";
        assertThat(house.get(unheard).body()).isEqualTo("{\"epg_listings\":[]}");
        assertThat(put(3, "{\"guide_channel\":\"two\"}").body())
                .contains("\"state\":\"chosen\"")
                .contains("\"name\":\"Unheard Of\"");
        assertThat(house.get(unheard).body()).contains("\"channel_id\":\"two\"");
        assertThat(house.get("/api/v1/guide-matches?state=chosen", "Authorization", "Bearer " + token)
                        .body())
                .contains("\"total\":1");
        assertThat(put(3, "{\"excluded\":true}").body()).contains("\"state\":\"excluded\"");
        assertThat(house.get(unheard).body()).isEqualTo("{\"epg_listings\":[]}");
        assertThat(put(3, "{}").statusCode()).isEqualTo(400);
        assertThat(put(3, "{\"guide_channel\":\"no such\"}").statusCode()).isEqualTo(404);
        assertThat(house.get("/api/v1/guide-matches?state=odd", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(400);
        assertThat(house.delete("/api/v1/guide-matches/3", token).statusCode()).isEqualTo(204);
    }
}
