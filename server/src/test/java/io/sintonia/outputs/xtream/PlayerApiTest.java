package io.sintonia.outputs.xtream;

import static io.sintonia.outputs.Draft.channel;
import static io.sintonia.outputs.House.ask;
import static io.sintonia.outputs.House.header;
import static io.sintonia.outputs.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.accounts.Account;
import io.sintonia.accounts.Admission;
import io.sintonia.accounts.Client;
import io.sintonia.accounts.Session;
import io.sintonia.accounts.UserSettings;
import io.sintonia.catalogue.BouquetSettings;
import io.sintonia.config.Secret;
import io.sintonia.guide.GeneratedGuide;
import io.sintonia.outputs.House;
import io.sintonia.outputs.JsonTree;
import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.wire.BaseUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in and listing, in the one form that every surveyed player reads. */
class PlayerApiTest {
    private static final String ANNA = "/player_api.php?username=anna&password=s3cret";

    private House house;
    private PlayerApi api;

    @BeforeEach
    void open(@TempDir Path folder) {
        house = new House(folder)
                .channels(
                        channel("Alpha News", "News")
                                .numbered("7")
                                .withLogo("https://logo.example/a.png")
                                .withGuideId("alpha.tv"),
                        channel("Bravo \"Sport\", HD", "Sport").numbered("7.1").forAdults(),
                        channel("Charlie\nRadio", "Radio")
                                .withLogo("data:image/png;base64,AA")
                                .asRadio(),
                        channel("Delta", "News").withGuideId("delta.tv"))
                .bouquets(new BouquetSettings("Family", List.of("News")))
                .users(
                        House.user("anna", "s3cret"),
                        House.user("bob", "pw", "Family"),
                        House.user("@c.d", "p@w"),
                        House.expired("eve", "pw", Instant.parse("2026-03-14T12:10:00Z")),
                        new UserSettings(
                                "dan",
                                Secret.of("pw"),
                                0,
                                Optional.of(Instant.parse("2099-01-01T00:00:00Z")),
                                true,
                                false,
                                List.of(UserSettings.Format.M3U8, UserSettings.Format.TS),
                                List.of(),
                                List.of(),
                                UserSettings.AtLimit.REFUSE));
        api = new PlayerApi(
                house.gate(),
                house.sessions(),
                house.offer(),
                new GeneratedGuide(known -> known.name().equals("Alpha News"), house.clock()),
                house.clock());
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Map<String, @Nullable Object> userInfo(String target) {
        return JsonTree.object(JsonTree.object(text(api.answer(ask(target)))).get("user_info"));
    }

    private List<Map<String, @Nullable Object>> list(String more) {
        return JsonTree.objects(text(api.answer(ask(ANNA + more))));
    }

    @Test
    void loginSaysWhoTheAccountIsAndHowTheServerIsReached() throws IOException {
        assertThat(text(api.answer(ask(ANNA)))).isEqualTo(Golden.file("login.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"&action=", "&action=get_profile", "&action=get_server_info", "&action=nobody_knows"})
    void unknownActionIsALogin(String more) throws IOException {
        Answer answer = api.answer(ask(ANNA + more));
        assertThat(text(answer)).isEqualTo(Golden.file("login.json"));
        assertThat(House.head(answer).status()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    }

    @Test
    void serverBehindTlsTellsItsOwnPort() {
        Answer answer = api.answer(ask(ANNA, House.packed(), BaseUrl.parse("https://tv.example.org/box")));
        assertThat(JsonTree.object(JsonTree.object(text(answer)).get("server_info")))
                .containsEntry("url", "tv.example.org")
                .containsEntry("port", "443")
                .containsEntry("https_port", "443")
                .containsEntry("server_protocol", "https");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/player_api.php?username=anna&password=wrong",
                "/player_api.php?username=nobody&password=s3cret",
                "/player_api.php?username=Anna&password=s3cret",
                "/player_api.php?username=anna",
                "/player_api.php",
                "/player_api.php?username=anna&password=wrong&action=get_live_streams"
            })
    void strangerLearnsNothing(String target) {
        for (Answer answer : List.of(api.answer(ask(target)), api.panel(ask(target)))) {
            assertThat(House.head(answer).status()).isEqualTo(200);
            assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
            assertThat(text(answer)).isEqualTo("{\"user_info\":{\"auth\":0}}");
        }
    }

    @Test
    void guessingIsSlowedDownEvenForTheRightPassword() {
        for (int guess = 0; guess < 60; guess++) {
            api.answer(ask("/player_api.php?username=anna&password=" + guess));
        }
        Answer answer = api.answer(ask(ANNA));
        assertThat(House.head(answer).status()).isEqualTo(429);
        assertThat(header(answer, "Retry-After")).isEqualTo("60");
        assertThat(text(answer)).doesNotContain("anna");
    }

    @Test
    void expiredAccountIsToldSoAndGetsNoLists() {
        for (String action : List.of("", "&action=get_live_streams", "&action=get_live_categories")) {
            assertThat(userInfo("/player_api.php?username=eve&password=pw" + action))
                    .containsEntry("auth", 1L)
                    .containsEntry("status", "Expired")
                    .containsEntry("is_trial", "1")
                    .containsEntry("exp_date", "1773490200");
        }
        assertThat(text(api.panel(ask("/panel_api.php?username=eve&password=pw"))))
                .doesNotContain("available_channels");
        assertThat(text(api.panel(ask("/panel_api.php?username=eve&password=pw&action=get_epg&stream_id=1"))))
                .isEqualTo("[]");
    }

    @Test
    void disabledAccountWithoutLimitsKeepsItsFormsInTheTypesPlayersRead() {
        assertThat(userInfo("/player_api.php?username=dan&password=pw"))
                .containsEntry("status", "Disabled")
                .containsEntry("max_connections", "0")
                // beyond 2^31 some players fail
                .containsEntry("exp_date", "2145916800")
                .containsEntry("allowed_output_formats", List.of("m3u8", "ts"));
    }

    @Test
    void connectionsThatPlayAreCounted() {
        Account anna = house.account("anna", "s3cret");
        Client device = new Client(InetAddress.ofLiteral("192.0.2.9"), "VLC");
        assertThat(house.sessions().admit(anna, 1, device))
                .isInstanceOfSatisfying(Admission.Admitted.class, admitted -> {
                    assertThat(userInfo(ANNA)).containsEntry("active_cons", "1");
                    Session session = admitted.session();
                    session.close();
                });
        assertThat(userInfo(ANNA)).containsEntry("active_cons", "0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/player_api.php?username=@c.d&password=p@w",
                "/player_api.php?username=%40c.d&password=p%40w",
                "/player_api.php?u=@c.d&p=p@w"
            })
    void credentialsAreUnderstoodEncodedOrNotAndEchoedAsTheyAre(String target) {
        assertThat(userInfo(target))
                .containsEntry("auth", 1L)
                .containsEntry("username", "@c.d")
                .containsEntry("password", "p@w");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get_live_categories", "201"})
    void categoriesHaveIdsInTextsAndParentsInNumbers(String action) throws IOException {
        assertThat(text(api.answer(ask(ANNA + "&action=" + action)))).isEqualTo(Golden.file("categories.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&category_id=", "&category_id=0", "&category_id=*", "&search=ignored&category_id=%20"})
    void streamsOfAllCategoriesAreListed(String more) throws IOException {
        assertThat(text(api.answer(ask(ANNA + "&action=get_live_streams" + more))))
                .isEqualTo(Golden.file("streams.json"));
    }

    @Test
    void everyStreamIsInACategoryThatIsListedAndHasAnIdOfItsOwn() {
        List<Object> categories = list("&action=get_live_categories").stream()
                .map(each -> (Object) String.valueOf(each.get("category_id")))
                .toList();
        List<Map<String, @Nullable Object>> streams = list("&action=get_live_streams");
        assertThat(streams).extracting(each -> each.get("category_id")).isSubsetOf(categories);
        assertThat(streams).extracting(each -> each.get("stream_id")).doesNotHaveDuplicates();
    }

    @Test
    void categoryListsItsOwnStreamsWithTheNumbersOfTheWholeLineup() {
        List<Map<String, @Nullable Object>> streams = list("&action=get_live_streams&category_id=1");
        assertThat(streams).extracting(each -> each.get("name")).containsExactly("Alpha News", "Delta");
        assertThat(streams).extracting(each -> each.get("num")).containsExactly(7L, 4L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "abc", "-1", "1.5", "99999999999999999999"})
    void unknownCategoryIsEmpty(String category) {
        assertThat(text(api.answer(ask(ANNA + "&action=get_live_streams&category_id=" + category))))
                .isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get_vod_categories",
                "get_vod_streams",
                "get_series_categories",
                "get_series",
                "200",
                "203",
                "206",
                "208",
                "get_catchup_table"
            })
    void listsOfWhatThereIsNoneOfAreEmptyLists(String action) {
        assertThat(text(api.answer(ask(ANNA + "&action=" + action)))).isEqualTo("[]");
    }

    @Test
    void filmThatIsUnknownHasAnEmptyListForItsFacts() {
        assertThat(text(api.answer(ask(ANNA + "&action=get_vod_info&vod_id=1"))))
                .isEqualTo("{\"info\":[]}");
    }

    @Test
    void seriesThatIsUnknownHasANameThatIsNull() throws IOException {
        assertThat(text(api.answer(ask(ANNA + "&action=get_series_info&series_id=1"))))
                .isEqualTo(Golden.file("no-series.json"));
    }

    @Test
    void accountSeesItsOwnBouquetOnly() {
        String bob = "/player_api.php?username=bob&password=pw&action=";
        assertThat(JsonTree.objects(text(api.answer(ask(bob + "get_live_streams")))))
                .extracting(each -> each.get("name"))
                .containsExactly("Alpha News", "Delta");
        assertThat(JsonTree.objects(text(api.answer(ask(bob + "get_live_categories")))))
                .extracting(each -> each.get("category_name"))
                .containsExactly("News");
        assertThat(text(api.answer(ask(bob + "get_live_streams&category_id=2"))))
                .isEqualTo("[]");
        assertThat(text(api.panel(ask("/panel_api.php?username=bob&password=pw"))))
                .contains("Delta")
                .doesNotContain("Bravo");
    }

    @Test
    void panelAnswersLoginCategoriesAndChannelsAtOnce() throws IOException {
        assertThat(text(api.panel(ask("/panel_api.php?username=anna&password=s3cret"))))
                .isEqualTo(Golden.file("panel.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"get_live_streams", "get_live_categories"})
    void playerThatHasTheListIsToldSoUntilItChanges(String action) {
        String target = ANNA + "&action=" + action;
        Answer first = api.answer(ask(target));
        String tag = header(first, "ETag");
        assertThat(tag).matches("\"[0-9a-f]{32}\"");
        Answer again = api.answer(ask(target, House.knowing(tag)));
        assertThat(House.head(again).status()).isEqualTo(304);
        assertThat(House.bytes(again)).isEmpty();
        house.channels(channel("Echo", "Science"));
        Answer changed = api.answer(ask(target, House.knowing(tag)));
        assertThat(House.head(changed).status()).isEqualTo(200);
        assertThat(text(changed)).isNotEqualTo(text(first));
    }

    @Test
    void listIsPackedForWhoeverWishesAndTheTagsTellApart() throws IOException {
        String target = ANNA + "&action=get_live_streams";
        Answer plain = api.answer(ask(target));
        Answer packed = api.answer(ask(target, House.packed()));
        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(packed, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(House.unpacked(House.bytes(packed))).isEqualTo(text(plain));
        assertThat(header(packed, "ETag")).isNotEqualTo(header(plain, "ETag"));
        assertThat(House.head(api.answer(ask(target, House.knowing(header(packed, "ETag")))))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void listIsRenderedOnceForEverybodyWithTheSameLineup() {
        String annas = text(api.answer(ask(ANNA + "&action=get_live_streams")));
        String others = text(api.answer(ask("/player_api.php?username=@c.d&password=p@w&action=get_live_streams")));
        assertThat(others).isEqualTo(annas);
        assertThat(house.offer().answers().rendered()).isOne();
    }
}
