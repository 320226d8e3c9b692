package io.sintonia.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.FoundChannel;
import io.sintonia.catalogue.FoundEntry;
import io.sintonia.catalogue.FoundMovie;
import io.sintonia.catalogue.FoundSeries;
import io.sintonia.catalogue.Provider;
import io.sintonia.config.Secret;
import io.sintonia.fetch.FaultyOrigin;
import io.sintonia.fetch.FaultyOrigin.Answer;
import io.sintonia.sources.Importer.Vanishing;
import io.sintonia.sources.SourceSettings.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Importing from an Xtream provider, also from one that answers oddly. */
class XtreamImportTest {
    private static final String LOGIN = """
            {"user_info":{"username":"anna","auth":1,"status":"Active","exp_date":"1893456000","active_cons":"1",
            "max_connections":"2","allowed_output_formats":["m3u8","ts"]},"server_info":{"url":"x"}}""";

    private FaultyOrigin panel;
    private ImportHouse house;
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        house = new ImportHouse(folder);
        panel = FaultyOrigin.start();
        answers.put("", LOGIN);
        answers.put("get_live_categories", """
                [{"category_id":"1","category_name":"News","parent_id":0},{"category_id":2,"category_name":"Kids"}]""");
        answers.put("get_live_streams", """
                [{"num":1,"name":"Alpha","stream_type":"live","stream_id":101,"stream_icon":"http://x.example/a.png",
                "epg_channel_id":"alpha.tv","category_id":"1","tv_archive":1,"tv_archive_duration":"7"},
                {"num":"2","name":"Beta","stream_type":"radio_streams","stream_id":"102","epg_channel_id":null,
                "category_id":null,"category_ids":[2],"is_adult":"1"}]""");
        answers.put("get_vod_categories", "[{\"category_id\":\"11\",\"category_name\":\"Drama\"}]");
        answers.put("get_vod_streams", """
                [{"name":"Some Film","year":"2020","stream_id":5001,"stream_icon":"","category_id":"11",
                "container_extension":"mkv"}]""");
        answers.put("get_series_categories", "[]");
        answers.put("get_series", "[{\"series_id\":301,\"name\":\"Show One\",\"cover\":\"\",\"category_id\":\"21\"}]");
        panel.on("/tv/player_api.php", request -> {
            String target = request.target();
            int action = target.indexOf("&action=");
            return Answer.ok(answers.getOrDefault(action < 0 ? "" : target.substring(action + 8), "[]"));
        });
    }

    @AfterEach
    void close() throws IOException {
        panel.close();
        house.close();
    }

    private Source declare(Set<Content> include, int mostConnections, String password) {
        return house.declare(
                "xtream",
                panel.url("/tv/player_api.php"),
                new Provider(
                        0, "", Optional.of("Player/1"), Map.of("X-A", "b"), Optional.empty(), mostConnections, true),
                new SourceOptions(
                        include,
                        Optional.of("anna"),
                        Optional.of(Secret.of(password)),
                        SourceOptions.DEFAULT.limits(),
                        List.of()));
    }

    private Source live() {
        return declare(EnumSet.of(Content.LIVE), 0, "s3cret");
    }

    private ImportReport run() {
        return house.run(Vanishing.GUARDED);
    }

    @Test
    void rowsBecomeChannelsFilmsAndSeriesWithTheProvidersAddresses() throws IOException {
        List<FoundEntry> entries = house.entries(declare(EnumSet.allOf(Content.class), 0, "p w"));
        assertThat(entries).hasSize(4);
        assertThat(entries.getFirst()).isInstanceOfSatisfying(FoundChannel.class, alpha -> {
            assertThat(alpha.name()).isEqualTo("Alpha");
            assertThat(alpha.group()).isEqualTo("News");
            assertThat(alpha.number()).isEqualTo("1");
            assertThat(alpha.guideId()).isEqualTo("alpha.tv");
            assertThat(alpha.url()).isEqualTo(panel.url("/tv/live/anna/p%20w/101.ts"));
            assertThat(alpha.attributes()).containsEntry("catchup", "xc").containsEntry("catchup-days", "7");
        });
        assertThat(entries.get(1)).isInstanceOfSatisfying(FoundChannel.class, beta -> {
            assertThat(beta.radio()).isTrue();
            assertThat(beta.adult()).isTrue();
            assertThat(beta.group()).isEqualTo("Kids");
        });
        assertThat(entries.get(2)).isInstanceOfSatisfying(FoundMovie.class, film -> {
            assertThat(film.url()).isEqualTo(panel.url("/tv/movie/anna/p%20w/5001.mkv"));
            assertThat(film.released()).hasValue(2020);
            assertThat(film.group()).isEqualTo("Drama");
            assertThat(film.remoteId()).isEqualTo("5001");
        });
        assertThat(entries.get(3))
                .isInstanceOfSatisfying(
                        FoundSeries.class, show -> assertThat(show.remoteId()).isEqualTo("301"));
    }

    @Test
    void requestsAreTheSourcesOwnAndHaveARestBetweenThem() {
        live();
        assertThat(run().outcome()).isEqualTo(ImportReport.Outcome.APPLIED);
        assertThat(panel.requests()).hasSize(3).allSatisfy(request -> {
            assertThat(request.header("User-Agent")).contains("Player/1");
            assertThat(request.header("X-A")).contains("b");
        });
        assertThat(house.rests).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void accountIsKeptAndItsLimitHoldsWhereTheOwnerSetNone() {
        live();
        run();
        assertThat(house.accounts.find(house.source().id())).hasValueSatisfying(account -> {
            assertThat(account.status()).isEqualTo("active");
            assertThat(account.expires()).contains(Instant.ofEpochSecond(1893456000));
            assertThat(account.activeConnections()).hasValue(1);
        });
        assertThat(house.catalogue.current().provider(house.source().id()))
                .hasValueSatisfying(
                        provider -> assertThat(provider.maxConnections()).isEqualTo(2));
        declare(EnumSet.of(Content.LIVE), 5, "s3cret");
        house.editor.tell();
        assertThat(house.catalogue.current().provider(house.source().id()))
                .hasValueSatisfying(
                        provider -> assertThat(provider.maxConnections()).isEqualTo(5));
    }

    @Test
    void unchangedAccountWritesNothingEvenWhenItsLoginDiffers() {
        live();
        run();
        answers.put("", LOGIN.replace("\"active_cons\":\"1\"", "\"active_cons\":\"0\""));
        house.watchWrites();
        assertThat(run().outcome()).isEqualTo(ImportReport.Outcome.UNCHANGED);
        assertThat(house.writes()).isZero();
    }

    @Test
    void channelsKeepTheirIdsWhenPasswordAndHostChange() {
        live();
        run();
        Map<String, Long> before = house.ids();
        declare(EnumSet.of(Content.LIVE), 0, "another");
        ImportReport report = run();
        assertThat(report.counts().changed()).isEqualTo(2);
        assertThat(house.ids()).isEqualTo(before);
        assertThat(house.catalogue.current().channels())
                .extracting(Channel::sources)
                .allSatisfy(sources -> assertThat(sources.getFirst().url()).contains("/another/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"user_info\":{\"auth\":0}}; the provider does not know this name and password",
                "{\"user_info\":{\"auth\":1,\"status\":\"Expired\"}}; the account has expired",
                "{\"user_info\":{\"auth\":1,\"status\":\"Banned\"}}; the provider has banned the account",
                "{\"user_info\":{\"auth\":1,\"status\":\"Active\",\"exp_date\":1}}; the account has expired",
                "<html>nginx</html>; it is an HTML page",
                "[]; it says nothing of an account",
                "null; it says nothing of an account"
            })
    void accountThatGivesNothingLeavesTheOldListAndSaysWhy(String login, String why) {
        live();
        run();
        answers.put("", login);
        ImportReport report = run();
        assertThat(report.outcome()).isEqualTo(ImportReport.Outcome.FAILED);
        assertThat(report.message())
                .contains(why)
                .contains("the old list stays")
                .doesNotContain("s3cret");
        assertThat(house.names()).containsExactly("Alpha", "Beta");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"user_info\":{\"auth\":1,\"status\":\"Expired\"}}",
                "<html></html>",
                "{\"error\":\"busy\"}",
                "[{\"stream_id\":101,\"name\":\"Al",
                "[{\"stream_id\":101,\"name\":\"Alpha\"},{\"stream_id\":102,"
            })
    void listThatIsNoneOrBreaksOffLeavesTheOldOne(String list) {
        live();
        run();
        answers.put("get_live_streams", list);
        ImportReport report = run();
        assertThat(report.outcome()).isEqualTo(ImportReport.Outcome.FAILED);
        assertThat(house.names()).containsExactly("Alpha", "Beta");
    }

    @Test
    void rowThatCannotBeUsedIsSkippedWithItsReason() {
        answers.put("get_live_streams", """
                [{"name":"No id"},{"name":"Alpha","stream_id":"101"},{"name":"Again","stream_id":101},
                {"stream_id":103,"name":null},{"name":"Evil","stream_id":"1/../../x"},7,null]""");
        live();
        ImportReport report = run();
        assertThat(report.outcome()).isEqualTo(ImportReport.Outcome.APPLIED);
        assertThat(house.names()).containsExactly("Alpha", "Channel 103");
        assertThat(report.skipped())
                .extracting(remark -> remark.reason())
                .containsExactly(
                        "it has no id that could stand in an address",
                        "the same stream again",
                        "it has no id that could stand in an address");
        assertThat(report.message()).contains("2 elements are no rows");
    }

    @Test
    void missingCategoriesCostTheGroupsNotTheChannels() {
        answers.put("get_live_categories", "{\"error\":\"x\"}");
        live();
        ImportReport report = run();
        assertThat(report.outcome()).isEqualTo(ImportReport.Outcome.APPLIED);
        assertThat(report.message()).contains("the categories of live: it is an error: x");
        assertThat(house.catalogue.current().channels().getFirst().category().name())
                .isEqualTo("No group");
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        live();
        run();
        answers.put("get_live_streams", "<html>");
        run();
        panel.on(
                "/tv/player_api.php",
                Answer.of("HTTP/1.1 500 Down").announcing(0).piece(new byte[0]));
        assertThat(run().message()).contains("500").doesNotContain("s3cret");
        assertThat(house.filesLeft()).isZero();
    }
}
