package io.sintonia.outputs.xtream;

import static io.sintonia.outputs.Draft.channel;
import static io.sintonia.outputs.House.ask;
import static io.sintonia.outputs.House.header;
import static io.sintonia.outputs.House.text;
import static io.sintonia.schema.Tables.CATEGORY;
import static io.sintonia.schema.Tables.EPISODE;
import static io.sintonia.schema.Tables.MOVIE;
import static io.sintonia.schema.Tables.SERIES;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.catalogue.BouquetSettings;
import io.sintonia.guide.GeneratedGuide;
import io.sintonia.outputs.House;
import io.sintonia.outputs.JsonTree;
import io.sintonia.outputs.m3u.Playlists;
import java.io.IOException;
import java.nio.file.Path;
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

/** Films and series in the API and in playlists, in the one form that every surveyed player reads. */
class FilmsTest {
    private static final String ANNA = "username=anna&password=s3cret";
    private static final String BOB = "username=bob&password=pw";
    private static final long ADDED = 1_731_628_800_000L;

    private House house;
    private PlayerApi api;
    private Playlists playlists;

    @BeforeEach
    void open(@TempDir Path folder) {
        house = new House(folder)
                .channels(channel("Alpha", "News"))
                .bouquets(new BouquetSettings("Family", List.of("Films", "Shows")))
                .users(House.user("anna", "s3cret"), House.user("bob", "pw", "Family"));
        category(11, "movie", "Films");
        category(12, "movie", "Horror");
        category(21, "series", "Shows");
        movie(5001, "Some Film (2020)", 11, "mp4", """
                {"plot": "A\\nplot", "cast": "A, B", "director": "C", "genre": "Drama, Crime", "release_date": "2020-03-01",
                 "rating": 7.5, "episode_run_time": "95", "tmdb_id": 603, "backdrop_path": ["https://img.example/b.jpg"],
                 "bitrate": 2500, "country": "NL"}""");
        movie(5002, "Dark \"Thing\", part 2", 12, ".strange", "not json");
        series(301, "Show One", 21, """
                {"plot": "…", "cast": "A, B", "genre": "Drama", "releaseDate": "2019-05-06", "rating": "7.6",
                 "episode_run_time": "45", "tmdb": "1396", "backdrop_path": "https://img.example/s.jpg"}""");
        episode(40101, 301, 1, 1, "Pilot", "{\"air_date\": \"2019-05-06\", \"duration_secs\": 2700, \"rating\": 8}");
        episode(40102, 301, 1, 2, "", "");
        episode(40001, 301, 0, 1, "Show One - S00E01 - Special", "{\"air_date\": \"0000-00-00\"}");
        house.editor().tell();
        var guide = new GeneratedGuide(known -> false, house.clock());
        api = new PlayerApi(house.gate(), house.sessions(), house.offer(), guide, house.clock());
        playlists = new Playlists(house.gate(), house.offer(), guide);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void category(long id, String kind, String name) {
        house.database()
                .write(sql -> sql.insertInto(CATEGORY)
                        .set(CATEGORY.ID, id)
                        .set(CATEGORY.KIND, kind)
                        .set(CATEGORY.NAME, name)
                        .set(CATEGORY.POSITION, id)
                        .set(CATEGORY.HIDDEN, false)
                        .execute());
    }

    private void movie(long id, String name, long category, String container, String facts) {
        house.database()
                .write(sql -> sql.insertInto(MOVIE)
                        .set(MOVIE.ID, id)
                        .set(MOVIE.SOURCE_ID, 1L)
                        .set(MOVIE.KEY_HIGH, id)
                        .set(MOVIE.KEY_LOW, id)
                        .set(MOVIE.FINGERPRINT, (long) name.hashCode())
                        .set(MOVIE.NAME, name)
                        .set(MOVIE.CATEGORY_ID, category)
                        .set(MOVIE.LOGO, "https://img.example/" + id + ".jpg")
                        .set(MOVIE.URL, "http://provider.example/secret/" + id)
                        .set(MOVIE.CONTAINER, container)
                        .set(MOVIE.HEADERS, "{}")
                        .set(MOVIE.ADULT, category == 12)
                        .set(MOVIE.INFO, facts)
                        .set(MOVIE.ADDED_AT, ADDED)
                        .set(MOVIE.MISSED, 0L)
                        .set(MOVIE.ADDED_BY, 0L)
                        .execute());
    }

    private void series(long id, String name, long category, String facts) {
        house.database()
                .write(sql -> sql.insertInto(SERIES)
                        .set(SERIES.ID, id)
                        .set(SERIES.SOURCE_ID, 1L)
                        .set(SERIES.KEY_HIGH, id)
                        .set(SERIES.KEY_LOW, id)
                        .set(SERIES.FINGERPRINT, (long) name.hashCode())
                        .set(SERIES.NAME, name)
                        .set(SERIES.RELEASED, 2019L)
                        .set(SERIES.CATEGORY_ID, category)
                        .set(SERIES.LOGO, "https://img.example/" + id + ".jpg")
                        .set(SERIES.ADULT, false)
                        .set(SERIES.INFO, facts)
                        .set(SERIES.ADDED_AT, ADDED)
                        .set(SERIES.MISSED, 0L)
                        .set(SERIES.ADDED_BY, 0L)
                        .execute());
    }

    private void episode(long id, long series, int season, int number, String name, String facts) {
        house.database()
                .write(sql -> sql.insertInto(EPISODE)
                        .set(EPISODE.ID, id)
                        .set(EPISODE.SERIES_ID, series)
                        .set(EPISODE.SOURCE_ID, 1L)
                        .set(EPISODE.KEY_HIGH, id)
                        .set(EPISODE.KEY_LOW, id)
                        .set(EPISODE.FINGERPRINT, id)
                        .set(EPISODE.SEASON, (long) season)
                        .set(EPISODE.NUMBER, (long) number)
                        .set(EPISODE.NAME, name)
                        .set(EPISODE.LOGO, "")
                        .set(EPISODE.URL, "http://provider.example/secret/" + id)
                        .set(EPISODE.CONTAINER, "mkv")
                        .set(EPISODE.HEADERS, "{}")
                        .set(EPISODE.INFO, facts)
                        .set(EPISODE.ADDED_AT, ADDED + 60_000)
                        .set(EPISODE.MISSED, 0L)
                        .set(EPISODE.ADDED_BY, 0L)
                        .execute());
    }

    private String api(String who, String action) {
        return text(api.answer(ask("/player_api.php?" + who + "&action=" + action)));
    }

    @ParameterizedTest
    @CsvSource({
        "get_vod_streams,movies.json",
        "get_series,series.json",
        "get_vod_info&vod_id=5001,movie.json",
        "get_series_info&series_id=301,series-details.json"
    })
    void answerIsWordForWordThis(String action, String golden) throws IOException {
        assertThat(api(ANNA, action)).isEqualTo(Golden.file(golden));
    }

    @Test
    void categoriesAreThoseThatHoldSomething() {
        category(13, "movie", "Empty");
        house.editor().tell();
        assertThat(api(ANNA, "get_vod_categories"))
                .isEqualTo("[{\"category_id\":\"11\",\"category_name\":\"Films\",\"parent_id\":0},"
                        + "{\"category_id\":\"12\",\"category_name\":\"Horror\",\"parent_id\":0}]");
        assertThat(api(ANNA, "get_series_categories"))
                .isEqualTo("[{\"category_id\":\"21\",\"category_name\":\"Shows\",\"parent_id\":0}]");
    }

    @Test
    void categoryListsItsOwnFilms() {
        assertThat(JsonTree.objects(api(ANNA, "get_vod_streams&category_id=12")))
                .extracting(film -> film.get("stream_id"))
                .containsExactly(5002L);
        assertThat(api(ANNA, "get_vod_streams&category_id=21")).isEqualTo("[]");
        assertThat(JsonTree.objects(api(ANNA, "get_series&category_id=21"))).hasSize(1);
        assertThat(JsonTree.objects(api(ANNA, "get_vod_streams&category_id=*"))).hasSize(2);
    }

    @Test
    void bouquetOfGroupsGoesForFilmsToo() {
        assertThat(JsonTree.objects(api(BOB, "get_vod_streams")))
                .extracting(film -> film.get("stream_id"))
                .containsExactly(5001L);
        assertThat(JsonTree.objects(api(BOB, "get_series"))).hasSize(1);
        assertThat(api(BOB, "get_live_streams")).isEqualTo("[]");
        assertThat(api(BOB, "get_vod_info&vod_id=5002")).isEqualTo("{\"info\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"get_vod_info&vod_id=1", "get_vod_info", "get_vod_info&vod_id=x", "get_vod_info&vod_id=301"})
    void unknownFilmHasAnEmptyListForItsFacts(String action) {
        assertThat(api(ANNA, action)).isEqualTo("{\"info\":[]}");
    }

    @Test
    void filmWithNothingKnownOfItHasEveryFieldAllTheSame() {
        Map<String, @Nullable Object> film =
                JsonTree.objects(api(ANNA, "get_vod_streams&category_id=12")).getFirst();
        assertThat(film)
                .containsEntry("name", "Dark \"Thing\", part 2")
                .containsEntry("container_extension", "mp4")
                .containsEntry("rating", "0")
                .containsEntry("cast", "")
                .containsEntry("is_adult", "1")
                .containsEntry("year", "");
    }

    @Test
    void playlistHasChannelsThenFilmsThenEpisodes() {
        assertThat(text(playlists.get(ask("/get.php?" + ANNA)))).endsWith("""
                #EXTINF:-1 tvg-id="" tvg-name="Alpha" tvg-logo="" group-title="News",Alpha
                http://tv.example.net:8080/live/anna/s3cret/1.ts
                #EXTINF:-1 tvg-id="" tvg-name="Some Film (2020)" tvg-logo="https://img.example/5001.jpg" group-title="Films",Some Film (2020)
                http://tv.example.net:8080/movie/anna/s3cret/5001.mp4
                #EXTINF:-1 tvg-id="" tvg-name="Dark 'Thing', part 2" tvg-logo="https://img.example/5002.jpg" group-title="Horror",Dark 'Thing', part 2
                http://tv.example.net:8080/movie/anna/s3cret/5002.mp4
                #EXTINF:-1 tvg-id="" tvg-name="Show One S00 E01" tvg-logo="https://img.example/301.jpg" group-title="Shows",Show One S00 E01
                http://tv.example.net:8080/series/anna/s3cret/40001.mkv
                #EXTINF:-1 tvg-id="" tvg-name="Show One S01 E01" tvg-logo="https://img.example/301.jpg" group-title="Shows",Show One S01 E01
                http://tv.example.net:8080/series/anna/s3cret/40101.mkv
                #EXTINF:-1 tvg-id="" tvg-name="Show One S01 E02" tvg-logo="https://img.example/301.jpg" group-title="Shows",Show One S01 E02
                http://tv.example.net:8080/series/anna/s3cret/40102.mkv
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get.php|&key=movie|2",
                "get.php|&key=series|3",
                "get.php|&key=live,series|4",
                "get.php|&type=m3u|6",
                "get.php|&type=m3u&key=movie|2",
                "playlist.m3u|&category=Horror|1",
                "playlist.m3u|&search=show%20one|3",
                "playlist.m3u|&category=21&search=s00|1"
            })
    void listHoldsWhatIsAskedFor(String script, String more, int count) {
        var request = ask("/" + script + "?" + ANNA + more);
        String list = text(script.equals("get.php") ? playlists.get(request) : playlists.playlist(request));
        assertThat(list.lines().filter(line -> line.startsWith("#EXTINF"))).hasSize(count);
    }

    @Test
    void listsChangeWithTheirRowsAndOnlyThose() {
        String films = tag("get_vod_streams");
        String shows = tag("get_series");
        String live = tag("get_live_streams");
        episode(40103, 301, 1, 3, "Third", "");
        house.editor().tell();
        assertThat(tag("get_vod_streams")).isEqualTo(films);
        assertThat(tag("get_live_streams")).isEqualTo(live);
        assertThat(text(playlists.get(ask("/get.php?" + ANNA)))).contains("40103");
        movie(5003, "New", 11, "mp4", "");
        house.database()
                .write(sql -> sql.execute("update series set name = 'Show Two', fingerprint = 7 where id = 301"));
        house.editor().tell();
        assertThat(tag("get_vod_streams")).isNotEqualTo(films);
        assertThat(tag("get_series")).isNotEqualTo(shows);
        assertThat(tag("get_live_streams")).isEqualTo(live);
    }

    private String tag(String action) {
        var answer = api.answer(ask("/player_api.php?" + ANNA + "&action=" + action));
        House.bytes(answer);
        return header(answer, "ETag");
    }

    @Test
    void missingFilmIsNotShown() {
        house.database().write(sql -> sql.execute("update movie set missing_since = 1, shown = false where id = 5001"));
        house.database()
                .write(sql -> sql.execute("update episode set missing_since = 1, shown = false where season = 0"));
        house.editor().tell();
        assertThat(JsonTree.objects(api(ANNA, "get_vod_streams"))).hasSize(1);
        assertThat(api(ANNA, "get_vod_info&vod_id=5001")).isEqualTo("{\"info\":[]}");
        assertThat(api(ANNA, "get_series_info&series_id=301")).doesNotContain("40001");
    }

    @Test
    void oldPanelsAnswerHoldsFilmsAndTheirCategories() {
        String panel = text(api.panel(ask("/panel_api.php?" + ANNA)));
        Map<String, @Nullable Object> channels =
                JsonTree.object(JsonTree.object(panel).get("available_channels"));
        assertThat(channels).containsOnlyKeys("1", "5001", "5002");
        assertThat(JsonTree.object(JsonTree.object(panel).get("categories"))).containsKeys("live", "movie", "series");
    }
}
