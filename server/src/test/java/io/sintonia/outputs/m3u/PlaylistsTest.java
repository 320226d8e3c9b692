package io.sintonia.outputs.m3u;

import static io.sintonia.outputs.Draft.channel;
import static io.sintonia.outputs.House.ask;
import static io.sintonia.outputs.House.header;
import static io.sintonia.outputs.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.accounts.UserSettings;
import io.sintonia.catalogue.BouquetSettings;
import io.sintonia.formats.m3u.M3uEntry;
import io.sintonia.formats.m3u.M3uOptions;
import io.sintonia.formats.m3u.M3uReader;
import io.sintonia.guide.GeneratedGuide;
import io.sintonia.outputs.House;
import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.wire.BaseUrl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Playlists as every known player reads them. */
class PlaylistsTest {
    private static final String ANNA = "/get.php?username=anna&password=s3cret";
    private static final String LIST = "/playlist.m3u?username=anna&password=s3cret";

    private House house;
    private Playlists playlists;

    @BeforeEach
    void open(@TempDir Path folder) {
        house = new House(folder)
                .channels(
                        channel("Alpha News", "News")
                                .numbered("7")
                                .withLogo("https://logo.example/a.png")
                                .withGuideId("alpha.tv"),
                        channel("Bravo \"Sport\", HD", "Sport; and more"),
                        channel("Charlie\r\n#EXTINF:-1,\tRadio", "Radio").asRadio(),
                        channel("Delta: ü 漢 😀", "News").withGuideId("del\"ta.tv"))
                .bouquets(new BouquetSettings("Family", List.of("News")))
                .users(
                        House.user("anna", "s3cret"),
                        House.user("bob", "pw", "Family"),
                        House.user("tina", "pw", List.of(UserSettings.Format.M3U8)),
                        House.user("ö\"x", "p:w@<é"),
                        House.expired("eve", "pw", Instant.EPOCH));
        playlists =
                new Playlists(house.gate(), house.offer(), new GeneratedGuide(known -> known.id() == 1, house.clock()));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private String get(String more) {
        return text(playlists.get(ask(ANNA + more)));
    }

    private static List<M3uEntry> read(String list) throws IOException {
        List<M3uEntry> entries = new ArrayList<>();
        try (M3uReader reader = M3uReader.open(
                new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)), M3uOptions.defaults(), remark -> {
                    throw new AssertionError(remark.toString());
                })) {
            while (reader.readNext()) {
                entries.add(reader.entry());
            }
        }
        return entries;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&type=m3u_plus", "&type=m3u_plus&output=ts", "&type=gigablue&output=rtmp&nocache"})
    void listWithAttributesIsTheUsualForm(String more) {
        assertThat(get(more)).isEqualTo("""
                #EXTM3U x-tvg-url="http://tv.example.net:8080/xmltv.php?username=anna&password=s3cret" url-tvg="http://tv.example.net:8080/xmltv.php?username=anna&password=s3cret"
                #EXTINF:-1 tvg-id="alpha.tv" tvg-name="Alpha News" tvg-logo="https://logo.example/a.png" tvg-chno="7" group-title="News",Alpha News
                http://tv.example.net:8080/live/anna/s3cret/1.ts
                #EXTINF:-1 tvg-id="" tvg-name="Bravo 'Sport', HD" tvg-logo="" group-title="Sport, and more",Bravo 'Sport', HD
                http://tv.example.net:8080/live/anna/s3cret/2.ts
                #EXTINF:-1 tvg-id="" tvg-name="Charlie  #EXTINF:-1, Radio" tvg-logo="" radio="true" group-title="Radio",Charlie  #EXTINF:-1, Radio
                http://tv.example.net:8080/live/anna/s3cret/3.ts
                #EXTINF:-1 tvg-id="del'ta.tv" tvg-name="Delta: ü 漢 😀" tvg-logo="" group-title="News",Delta: ü 漢 😀
                http://tv.example.net:8080/live/anna/s3cret/4.ts
                """);
    }

    @Test
    void headersAreThoseOfAFileToSave() {
        Answer answer = playlists.get(ask(ANNA));
        assertThat(House.head(answer).status()).isEqualTo(200);
        assertThat(House.head(answer).headers())
                .containsEntry("Content-Type", "application/octet-stream")
                .containsEntry("Content-Disposition", "attachment; filename=\"tv_channels_anna_plus.m3u\"")
                .containsEntry("Content-Description", "File Transfer")
                .containsEntry("Expires", "0")
                .containsEntry("Cache-Control", "must-revalidate");
    }

    @Test
    void listReadsBackTheSame() throws IOException {
        List<M3uEntry> entries = read(get("&output=m3u8"));
        assertThat(entries).extracting(M3uEntry::name).contains("Alpha News", "Bravo 'Sport', HD", "Delta: ü 漢 😀");
        assertThat(entries)
                .extracting(entry -> entry.link().url())
                .containsExactly(
                        "http://tv.example.net:8080/live/anna/s3cret/1.m3u8",
                        "http://tv.example.net:8080/live/anna/s3cret/2.m3u8",
                        "http://tv.example.net:8080/live/anna/s3cret/3.m3u8",
                        "http://tv.example.net:8080/live/anna/s3cret/4.m3u8");
        assertThat(entries)
                .extracting(M3uEntry::groups)
                .containsExactly(List.of("News"), List.of("Sport, and more"), List.of("Radio"), List.of("News"));
        assertThat(entries.getFirst().tvgId()).contains("alpha.tv");
        assertThat(entries.getFirst().number().orElseThrow()).hasToString("7");
        assertThat(entries).extracting(M3uEntry::radio).containsExactly(false, false, true, false);
    }

    @ParameterizedTest
    @CsvSource({"ts,ts", "mpegts,ts", "m3u8,m3u8", "hls,m3u8", "HLS,m3u8", "rtmp,ts", "'',ts"})
    void outputChoosesTheFormat(String output, String extension) {
        assertThat(get("&output=" + output)).contains("/live/anna/s3cret/1." + extension + "\n");
    }

    @Test
    void formatThatTheAccountMayNotPlayIsReplacedByItsFirst() {
        assertThat(text(playlists.get(ask("/get.php?username=tina&password=pw&output=ts"))))
                .contains("/live/tina/pw/1.m3u8\n")
                .doesNotContain(".ts\n");
    }

    @Test
    void credentialsStandEncodedInAddresses() throws IOException {
        Answer answer = playlists.get(ask("/get.php?username=%C3%B6%22x&password=p:w@%3C%C3%A9"));
        assertThat(read(text(answer)).getFirst().link().url())
                .isEqualTo("http://tv.example.net:8080/live/%C3%B6%22x/p%3Aw@%3C%C3%A9/1.ts");
        assertThat(header(answer, "Content-Disposition")).contains("\"tv_channels___x_plus.m3u\"");
    }

    @Test
    void plainListHasNamesWithoutCommasSinceNoQuoteGuardsThem() {
        assertThat(get("&type=m3u"))
                .startsWith("#EXTM3U\n#EXTINF:-1,Alpha News\nhttp://tv.example.net:8080/live/anna/s3cret/1.ts\n")
                .contains("#EXTINF:-1,Bravo 'Sport' - HD\n");
        assertThat(header(playlists.get(ask(ANNA + "&type=m3u")), "Content-Disposition"))
                .isEqualTo("attachment; filename=\"tv_channels_anna.m3u\"");
    }

    @Test
    void simpleListHasALineEach() {
        assertThat(get("&type=simple").lines())
                .hasSize(4)
                .startsWith("http://tv.example.net:8080/live/anna/s3cret/1.ts #Name: Alpha News");
        assertThat(header(playlists.get(ask(ANNA + "&type=simple")), "Content-Disposition"))
                .isEqualTo("attachment; filename=\"simple_anna.txt\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enigma16", "dreambox"})
    void bouquetForEnigma2HasNoColonWhereOneWouldEndAField(String type) {
        assertThat(get("&type=" + type).lines())
                .hasSize(9)
                .startsWith(
                        "#NAME Sintonia",
                        "#SERVICE 4097:0:1:0:0:0:0:0:0:0:http%3a//tv.example.net%3a8080/live/anna/s3cret/1.ts:Alpha News",
                        "#DESCRIPTION Alpha News")
                .endsWith("#DESCRIPTION Delta  ü 漢 😀");
        assertThat(header(playlists.get(ask(ANNA + "&type=" + type)), "Content-Disposition"))
                .isEqualTo("attachment; filename=\"userbouquet.favourites.tv\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "live|1,2,4",
                "radio_streams|3",
                "live,radio_streams|1,2,3,4",
                "movie,series|''",
                "live,movie,series,radio_streams|1,2,3,4"
            })
    void keyChoosesKinds(String key, String ids) throws IOException {
        assertThat(read(get("&key=" + key)))
                .extracting(entry -> entry.link().url().replaceAll(".*/(\\d+)\\.ts", "$1"))
                .containsExactly(ids.isEmpty() ? new String[0] : ids.split(",", -1));
    }

    @Test
    void accountSeesItsOwnBouquetOnly() throws IOException {
        assertThat(read(text(playlists.get(ask("/get.php?username=bob&password=pw")))))
                .extracting(M3uEntry::name)
                .containsExactly("Alpha News", "Delta: ü 漢 😀");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?username=anna&password=wrong",
                "?username=nobody&password=s3cret",
                "",
                "?username=eve&password=pw"
            })
    void strangersAndExpiredAccountsGetNothing(String query) {
        for (Answer answer :
                List.of(playlists.get(ask("/get.php" + query)), playlists.playlist(ask("/playlist.m3u" + query)))) {
            assertThat(House.head(answer).status()).isEqualTo(404);
            assertThat(text(answer)).doesNotContain("EXTM3U", "eve");
        }
    }

    @Test
    void guessingIsSlowedDown() {
        for (int guess = 0; guess < 60; guess++) {
            playlists.get(ask("/get.php?username=anna&password=" + guess));
        }
        assertThat(House.head(playlists.get(ask(ANNA))).status()).isEqualTo(429);
        assertThat(header(playlists.playlist(ask(LIST)), "Retry-After")).isEqualTo("60");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|1,2,3,4",
                "&category=news|1,4",
                "&category=1|1,4",
                "&category=Nothing|''",
                "&search=SPORT|2",
                "&search=%C3%9C|4",
                "&category=News&search=alpha|1",
                "&category=Radio&search=alpha|''",
                "&category=&search=|1,2,3,4"
            })
    void playlistHoldsWhatIsAskedFor(String more, String ids) throws IOException {
        Answer answer = playlists.playlist(ask(LIST + more));
        assertThat(header(answer, "Content-Type")).isEqualTo("audio/x-mpegurl");
        assertThat(read(text(answer)))
                .extracting(entry -> entry.link().url().replaceAll(".*/(\\d+)\\.ts", "$1"))
                .containsExactly(ids.isEmpty() ? new String[0] : ids.split(",", -1));
    }

    @Test
    void playerThatHasTheListIsToldSoUntilItChanges() {
        String tag = header(playlists.get(ask(ANNA)), "ETag");
        assertThat(tag).matches("\"[0-9a-f]{32}\"");
        Answer again = playlists.get(ask(ANNA, House.knowing(tag)));
        assertThat(House.head(again).status()).isEqualTo(304);
        assertThat(House.bytes(again)).isEmpty();
        house.channels(channel("Echo", "Science"));
        assertThat(text(playlists.get(ask(ANNA, House.knowing(tag))))).contains("Echo");
    }

    @Test
    void sameListUnderAnotherAddressOrForAnotherAccountIsAnotherVersion() {
        Answer annas = playlists.get(ask(ANNA));
        Answer elsewhere = playlists.get(ask(ANNA, House.knowing("\"\""), BaseUrl.parse("https://tv.example.org/box")));
        assertThat(text(elsewhere)).contains("\nhttps://tv.example.org/box/live/anna/s3cret/1.ts\n");
        assertThat(header(elsewhere, "ETag")).isNotEqualTo(header(annas, "ETag"));
        house.users(House.user("anna", "s3cret"), House.user("carl", "pw"));
        Answer carls = playlists.get(ask("/get.php?username=carl&password=pw"));
        assertThat(header(carls, "ETag")).isNotEqualTo(header(annas, "ETag"));
    }

    @Test
    void listIsRenderedOnceForEverybodyWithTheSameLineup() {
        house.users(House.user("anna", "s3cret"), House.user("carl", "pw"));
        assertThat(get("")).contains("/anna/s3cret/1.ts");
        assertThat(text(playlists.get(ask("/get.php?username=carl&password=pw"))))
                .contains("/carl/pw/1.ts");
        assertThat(house.offer().answers().rendered()).isOne();
    }

    @Test
    void listIsPackedOnTheWayForWhoeverWishes() throws IOException {
        for (int more = 0; more < 10; more++) {
            house.channels(channel("Channel " + more, "More"));
        }
        Answer packed = playlists.get(ask(ANNA, House.packed()));
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(packed, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(House.unpacked(House.bytes(packed))).isEqualTo(get(""));
        assertThat(header(packed, "ETag")).endsWith("-gz\"").isNotEqualTo(header(playlists.get(ask(ANNA)), "ETag"));
        assertThat(House.head(playlists.get(ask(ANNA, House.knowing(header(packed, "ETag")))))
                        .status())
                .isEqualTo(304);
    }
}
