package io.sintonia.outputs.xtream;

import static io.sintonia.outputs.Draft.channel;
import static io.sintonia.outputs.House.ask;
import static io.sintonia.outputs.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.BouquetSettings;
import io.sintonia.guide.Programme;
import io.sintonia.outputs.FixedGuide;
import io.sintonia.outputs.House;
import io.sintonia.outputs.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on, in the API's forms. It is 12:10; a programme begins every half hour from 11:00 to 17:30. */
class GuideRowsTest {
    private static final String ANNA = "/player_api.php?username=anna&password=s3cret&action=";
    private static final Instant ELEVEN = Instant.parse("2026-03-14T11:00:00Z");
    private static final String UMLAUT = "Grüße, 漢 😀 \"so\" & <so>";

    private House house;
    private PlayerApi api;

    @BeforeEach
    void open(@TempDir Path folder) {
        house = new House(folder)
                .channels(
                        channel("Alpha", "News").withGuideId("alpha.tv"),
                        channel("Bravo", "Sport").withGuideId("alpha.tv"),
                        channel("Charlie", "News"))
                .bouquets(new BouquetSettings("Sport", List.of("Sport")))
                .users(House.user("anna", "s3cret"), House.user("bob", "pw", "Sport"));
        List<Programme> programmes = new ArrayList<>();
        for (int at = 0; at < 14; at++) {
            Instant start = ELEVEN.plusSeconds(at * 1800L);
            String title = at == 2 ? UMLAUT : at == 3 ? "Two\nlines" : "Programme " + at;
            programmes.add(new Programme(900 + at, start, start.plusSeconds(1800), title, at == 2 ? "" : "Text", "en"));
        }
        api = new PlayerApi(
                house.gate(), house.sessions(), house.offer(), new FixedGuide("alpha.tv", programmes), house.clock());
    }

    @AfterEach
    void close() {
        house.close();
    }

    private List<Map<String, @Nullable Object>> listings(String action) {
        return JsonTree.objects(
                JsonTree.object(text(api.answer(ask(ANNA + action)))).get("epg_listings"));
    }

    private static String decoded(@Nullable Object base64) {
        return new String(Base64.getDecoder().decode(String.valueOf(base64)), StandardCharsets.UTF_8);
    }

    @Test
    void shortGuideHasFourProgrammesFromTheCurrentOneOn() throws IOException {
        assertThat(text(api.answer(ask(ANNA + "get_short_epg&stream_id=1")))).isEqualTo(Golden.file("short-epg.json"));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "6,6", "1000,12", "99999,12", "0,4", "-3,4", "abc,4", "'',4"})
    void limitIsHonoured(String limit, int rows) {
        assertThat(listings("get_short_epg&stream_id=1&limit=" + limit)).hasSize(rows);
    }

    @Test
    void titlesAreUtf8InPaddedBase64AndOneLine() {
        List<Map<String, @Nullable Object>> rows = listings("get_short_epg&stream_id=1");
        assertThat(decoded(rows.get(0).get("title"))).isEqualTo(UMLAUT);
        assertThat(rows.get(0)).containsEntry("description", "");
        assertThat(decoded(rows.get(1).get("title"))).isEqualTo("Two lines");
        assertThat(rows)
                .allSatisfy(row -> assertThat(String.valueOf(row.get("title")).length() % 4)
                        .isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&stream_id=", "&stream_id=3", "&stream_id=77", "&stream_id=x", "&stream_id=1.ts"})
    void withoutAGuideTheListIsEmptyButThere(String more) {
        for (String action : List.of("get_short_epg", "get_simple_data_table", "205", "207")) {
            assertThat(text(api.answer(ask(ANNA + action + more)))).isEqualTo("{\"epg_listings\":[]}");
        }
        assertThat(text(api.panel(ask(ANNA + "get_epg" + more)))).isEqualTo("[]");
    }

    @Test
    void channelOutsideTheBouquetHasNoGuide() {
        assertThat(text(api.answer(ask("/player_api.php?username=bob&password=pw&action=get_short_epg&stream_id=1"))))
                .isEqualTo("{\"epg_listings\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get_simple_data_table", "get_simple_date_table"})
    void wholeGuideBeginsTodayAndMarksWhatIsOn(String action) {
        List<Map<String, @Nullable Object>> rows = listings(action + "&stream_id=1");
        assertThat(rows).hasSize(14);
        assertThat(rows)
                .extracting(row -> row.get("now_playing"))
                .containsOnlyOnce(1L)
                .containsOnly(0L, 1L);
        assertThat(rows.get(2)).containsEntry("now_playing", 1L).containsEntry("has_archive", 0L);
        assertThat(rows).allSatisfy(row -> assertThat(row).containsEntry("has_archive", 0L));
        assertThat(rows).extracting(row -> row.get("id")).doesNotHaveDuplicates();
    }

    @Test
    void timesAreUtcInTextsAndAgreeWithTheirSeconds() {
        for (Map<String, @Nullable Object> row : listings("get_simple_data_table&stream_id=1")) {
            assertThat(row).containsEntry("end", row.get("stop"));
            assertThat(seconds(row.get("start"))).isEqualTo(row.get("start_timestamp"));
            assertThat(seconds(row.get("end"))).isEqualTo(row.get("stop_timestamp"));
        }
    }

    private static String seconds(@Nullable Object time) {
        return Long.toString(
                Instant.parse(String.valueOf(time).replace(' ', 'T') + "Z").getEpochSecond());
    }

    @Test
    void bareGuideHasTimesInNumbersAndDropsWhatIsOver() {
        List<Map<String, @Nullable Object>> all = JsonTree.objects(text(api.panel(ask(ANNA + "get_epg&stream_id=1"))));
        assertThat(all).hasSize(14);
        assertThat(all.getFirst())
                .containsEntry("start", ELEVEN.getEpochSecond())
                .containsEntry("end", ELEVEN.getEpochSecond() + 1800)
                .containsEntry("id", "900")
                .containsEntry("channel_id", "alpha.tv");
        assertThat(JsonTree.objects(text(api.answer(ask(ANNA + "get_epg&stream_id=1&from_now=1")))))
                .hasSize(12)
                .first()
                .extracting(row -> row.get("id"))
                .isEqualTo("902");
    }

    @Test
    void severalChannelsAnswerOneListEach() {
        Map<String, @Nullable Object> lists = JsonTree.object(
                JsonTree.object(text(api.answer(ask(ANNA + "get_short_epg&stream_id=1,3,2,88&limit=2"))))
                        .get("epg_listings"));
        assertThat(lists).containsOnlyKeys("1", "2", "3");
        assertThat(JsonTree.objects(lists.get("2")))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).containsEntry("stream_id", "2"));
        assertThat(JsonTree.objects(lists.get("3"))).isEmpty();
    }
}
