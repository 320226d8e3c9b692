package io.sintonia.outputs.xmltv;

import static io.sintonia.outputs.Draft.channel;
import static io.sintonia.outputs.House.ask;
import static io.sintonia.outputs.House.header;
import static io.sintonia.outputs.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.BouquetSettings;
import io.sintonia.guide.GeneratedGuide;
import io.sintonia.outputs.House;
import io.sintonia.outputs.JsonTree;
import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.xtream.PlayerApi;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide as a file that players download. It is 12:10; a programme begins every half hour. */
class GuidePagesTest {
    private static final String ANNA = "/xmltv.php?username=anna&password=s3cret";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss xx", Locale.ROOT);

    /** A programme as it is read back. */
    private record Row(String start, String stop, String channel, String title, String description) {}

    private House house;
    private GuidePages pages;
    private GeneratedGuide guide;

    @BeforeEach
    void open(@TempDir Path folder) {
        house = new House(folder)
                .channels(
                        channel("Alpha & <Friends>", "News")
                                .withLogo("https://logo.example/a.png?a=1&b=2")
                                .withGuideId("alpha.tv"),
                        channel("Alpha HD", "News").withGuideId("alpha.tv"),
                        channel("Bravo", "Sport").withLogo("file:///logo.png"),
                        channel("Charlie", "News").withGuideId("charlie\"&.tv"),
                        channel("Delta", "News"))
                .bouquets(new BouquetSettings("Sport", List.of("Sport")), new BouquetSettings("None", List.of("Gone")))
                .users(
                        House.user("anna", "s3cret"),
                        House.user("bob", "pw", "Sport"),
                        House.user("nil", "pw", "None"),
                        House.expired("eve", "pw", Instant.EPOCH));
        guide = new GeneratedGuide(known -> known.id() <= 3, house.clock());
        pages = new GuidePages(house.gate(), house.catalogue(), guide, house.clock());
    }

    @AfterEach
    void close() {
        house.close();
    }

    private String page(String more) {
        return text(pages.get(ask(ANNA + more)));
    }

    private static XMLStreamReader reader(String document) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        return factory.createXMLStreamReader(new StringReader(document));
    }

    private static List<Row> programmes(String document) throws XMLStreamException {
        List<Row> rows = new ArrayList<>();
        XMLStreamReader reader = reader(document);
        String[] attributes = new String[3];
        String title = "";
        while (reader.hasNext()) {
            if (reader.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (reader.getLocalName()) {
                case "programme" -> {
                    for (int at = 0; at < 3; at++) {
                        attributes[at] = reader.getAttributeValue(at);
                    }
                }
                case "title" -> title = reader.getElementText();
                case "desc" ->
                    rows.add(new Row(attributes[0], attributes[1], attributes[2], title, reader.getElementText()));
                default -> {}
            }
        }
        return rows;
    }

    private static List<String> channels(String document) throws XMLStreamException {
        List<String> ids = new ArrayList<>();
        XMLStreamReader reader = reader(document);
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT
                    && reader.getLocalName().equals("channel")) {
                ids.add(reader.getAttributeValue(null, "id"));
            }
        }
        return ids;
    }

    @Test
    void channelsComeFirstOneForEachGuideId() throws XMLStreamException {
        String page = page("");
        assertThat(page).startsWith("""
                <?xml version="1.0" encoding="utf-8" ?><!DOCTYPE tv SYSTEM "xmltv.dtd">
                <tv generator-info-name="Sintonia">
                <channel id="alpha.tv"><display-name>Alpha &amp; &lt;Friends&gt;</display-name><icon src="https://logo.example/a.png?a=1&amp;b=2" /></channel>
                <channel id="channel-3.sintonia"><display-name>Bravo</display-name></channel>
                <channel id="charlie'&amp;.tv"><display-name>Charlie</display-name></channel>
                <programme start="20260313120000 +0000" stop="20260313123000 +0000" channel="alpha.tv"><title lang="en">""").endsWith("</programme>\n</tv>\n");
        assertThat(channels(page)).containsExactly("alpha.tv", "channel-3.sintonia", "charlie'&.tv");
    }

    @Test
    void everyProgrammeHasAnOffsetAChannelAndAnEndAfterItsStart() throws XMLStreamException {
        String page = page("");
        List<String> channels = channels(page);
        List<Row> rows = programmes(page);
        assertThat(rows).hasSize(2 * (4 * 48 + 1));
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.start()).matches("\\d{14} \\+0000");
            assertThat(row.stop()).matches("\\d{14} \\+0000").isGreaterThan(row.start());
            assertThat(channels).contains(row.channel());
            assertThat(row.title()).isNotBlank();
        });
        assertThat(rows).extracting(Row::start).contains("20260314120000 +0000");
    }

    @ParameterizedTest
    @CsvSource({
        "'',2026-03-13T12:00:00Z,2026-03-17T12:30:00Z",
        "&prev_days=0&next_days=0,2026-03-14T12:00:00Z,2026-03-14T13:00:00Z",
        "&prev_days=0&next_days=1,2026-03-14T12:00:00Z,2026-03-15T13:00:00Z",
        "&prev_days=-1&next_days=x,2026-03-13T12:00:00Z,2026-03-17T12:30:00Z",
        "&prev_days=999999999&next_days=99999999999,2026-03-13T12:00:00Z,2026-03-17T12:30:00Z"
    })
    void windowIsHonoured(String more, String first, String last) throws XMLStreamException {
        List<Row> rows = programmes(page(more));
        assertThat(instant(rows.getFirst().start())).isEqualTo(first);
        assertThat(instant(rows.getLast().stop())).isEqualTo(last);
    }

    private static Instant instant(String time) {
        return TIME.parse(time, Instant::from);
    }

    @Test
    void accountSeesItsOwnBouquetOnly() throws XMLStreamException {
        String page = text(pages.get(ask("/xmltv.php?username=bob&password=pw")));
        assertThat(channels(page)).containsExactly("channel-3.sintonia");
        assertThat(programmes(page)).extracting(Row::channel).containsOnly("channel-3.sintonia");
    }

    @Test
    void accountWithoutChannelsGetsAGuideWithoutAny() throws XMLStreamException {
        String page = text(pages.get(ask("/xmltv.php?username=nil&password=pw")));
        assertThat(channels(page)).isEmpty();
        assertThat(page).endsWith("<tv generator-info-name=\"Sintonia\">\n</tv>\n");
    }

    @Test
    void pageIsXmlToRead() {
        Answer answer = pages.get(ask(ANNA));
        assertThat(House.head(answer).headers())
                .containsEntry("Content-Type", "application/xml; charset=utf-8")
                .containsEntry("Content-Disposition", "attachment; filename=\"epg.xml\"")
                .doesNotContainKey("Content-Encoding");
    }

    @Test
    void pageIsPackedOnTheWayForWhoeverWishes() throws IOException {
        Answer answer = pages.get(ask(ANNA, House.packed()));
        assertThat(House.head(answer).headers())
                .containsEntry("Content-Type", "application/xml; charset=utf-8")
                .containsEntry("Content-Encoding", "gzip");
        assertThat(House.unpacked(House.bytes(answer))).isEqualTo(page(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {ANNA + "&gzip=1", "/xmltv.php.gz?username=anna&password=s3cret"})
    void packedFileIsAFileAndNotAnEncoding(String target) throws IOException {
        for (Answer answer : List.of(pages.get(ask(target)), pages.get(ask(target, House.packed())))) {
            assertThat(House.head(answer).headers())
                    .containsEntry("Content-Type", "application/octet-stream")
                    .containsEntry("Content-Disposition", "attachment; filename=\"epg.xml.gz\"")
                    .doesNotContainKey("Content-Encoding");
            assertThat(House.unpacked(House.bytes(answer))).isEqualTo(page(""));
        }
    }

    @Test
    void playerThatHasThePageIsToldSoWithinTheHour() {
        String tag = header(pages.get(ask(ANNA)), "ETag");
        house.timeIs(House.NOON.plusSeconds(45 * 60));
        assertThat(House.head(pages.get(ask(ANNA, House.knowing(tag)))).status())
                .isEqualTo(304);
        house.timeIs(House.NOON.plusSeconds(50 * 60));
        assertThat(House.head(pages.get(ask(ANNA, House.knowing(tag)))).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?username=anna&password=wrong", "", "?username=eve&password=pw"})
    void strangersAndExpiredAccountsAreTurnedAway(String query) {
        Answer answer = pages.get(ask("/xmltv.php" + query));
        assertThat(House.head(answer).status()).isEqualTo(403);
        assertThat(text(answer)).doesNotContain("<tv");
    }

    @Test
    void guessingIsSlowedDown() {
        for (int guess = 0; guess < 60; guess++) {
            pages.get(ask("/xmltv.php?username=anna&password=" + guess));
        }
        assertThat(House.head(pages.get(ask(ANNA))).status()).isEqualTo(429);
    }

    @Test
    void allGuidesAgreeToTheSecond() throws XMLStreamException {
        PlayerApi api = new PlayerApi(house.gate(), house.sessions(), house.offer(), guide, house.clock());
        Map<String, Row> pageByStart = new HashMap<>();
        for (Row row : programmes(page(""))) {
            if (row.channel().equals("alpha.tv")) {
                pageByStart.put(Long.toString(instant(row.start()).getEpochSecond()), row);
            }
        }
        for (String stream : List.of("1", "2")) {
            String query = "?username=anna&password=s3cret&stream_id=" + stream + "&action=";
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            for (String action : List.of("get_short_epg", "get_simple_data_table")) {
                rows.addAll(JsonTree.objects(JsonTree.object(text(api.answer(ask("/player_api.php" + query + action))))
                        .get("epg_listings")));
            }
            assertThat(rows).hasSizeGreaterThan(100);
            for (Map<String, @Nullable Object> row : rows) {
                agrees(row, pageByStart, row.get("start_timestamp"), row.get("stop_timestamp"));
            }
            for (Map<String, @Nullable Object> row :
                    JsonTree.objects(text(api.panel(ask("/panel_api.php" + query + "get_epg"))))) {
                agrees(row, pageByStart, row.get("start"), row.get("end"));
            }
        }
    }

    private static void agrees(
            Map<String, @Nullable Object> row,
            Map<String, Row> pageByStart,
            @Nullable Object start,
            @Nullable Object stop) {
        Row page = pageByStart.get(String.valueOf(start));
        assertThat(page).isNotNull();
        assertThat(Long.toString(instant(page.stop()).getEpochSecond())).isEqualTo(String.valueOf(stop));
        assertThat(page.channel()).isEqualTo(row.get("channel_id"));
        assertThat(page.title()).isEqualTo(decoded(row.get("title")));
        assertThat(page.description()).isEqualTo(decoded(row.get("description")));
    }

    private static String decoded(@Nullable Object base64) {
        return new String(Base64.getDecoder().decode(String.valueOf(base64)), StandardCharsets.UTF_8);
    }

    @Test
    void pageFollowsTheFormatsOwnRules(@TempDir Path folder) throws IOException, InterruptedException {
        Path rules = rules();
        Assumptions.assumeTrue(Files.exists(rules), "no shared/data/xmltv/xmltv.dtd beside the checkout");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/xmllint")), "no xmllint on this machine");
        Path page = Files.writeString(folder.resolve("epg.xml"), page(""));
        Process xmllint = new ProcessBuilder(
                        "/usr/bin/xmllint", "--noout", "--nonet", "--dtdvalid", rules.toString(), page.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(xmllint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(xmllint.waitFor(Duration.ofSeconds(20))).isTrue();
        assertThat(xmllint.exitValue()).as(said).isZero();
    }

    private static Path rules() {
        String set = System.getProperty("sintonia.shared");
        if (set != null) {
            return Path.of(set, "data/xmltv/xmltv.dtd");
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared/data/xmltv/xmltv.dtd");
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        return Path.of("shared/data/xmltv/xmltv.dtd");
    }
}
