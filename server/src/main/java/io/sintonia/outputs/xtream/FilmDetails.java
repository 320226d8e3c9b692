package io.sintonia.outputs.xtream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sintonia.catalogue.Episode;
import io.sintonia.catalogue.Facts;
import io.sintonia.catalogue.Library;
import io.sintonia.catalogue.Lineup;
import io.sintonia.catalogue.Movie;
import io.sintonia.catalogue.Series;
import io.sintonia.outputs.OneLine;
import io.sintonia.outputs.ShownChannel;
import io.sintonia.outputs.ShownFilm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One film, or one series with its seasons and episodes, as the API tells them. Reads the database: a few rows, by their ids. */
final class FilmDetails {
    /** What players know as "no such film". */
    private static final byte[] NO_FILM = "{\"info\":[]}".getBytes(StandardCharsets.UTF_8);
    /** What players know as "no such series": a name that is null, and all three members. */
    private static final byte[] NO_SERIES = Json.bytes(FilmDetails::noSeries);

    /** Seasons' ids are made of their series' and their number. */
    private static final int SEASONS = 1000;

    private final Library library;

    FilmDetails(Library library) {
        this.library = library;
    }

    /** The film with an id that is a text from outside. */
    byte[] film(Lineup lineup, String id) {
        Optional<Movie> movie = GuideRows.number(id).flatMap(known -> library.movie(lineup.movies(), known));
        return movie.isPresent() ? Json.bytes(json -> film(json, movie.get())) : NO_FILM;
    }

    /** The series with an id that is a text from outside. */
    byte[] series(Lineup lineup, String id) {
        Optional<Series> series = GuideRows.number(id).flatMap(known -> library.series(lineup.series(), known));
        return series.isPresent()
                ? Json.bytes(json -> series(json, series.get(), library.episodes(series.get())))
                : NO_SERIES;
    }

    private static void film(JsonGenerator json, Movie movie) throws IOException {
        ShownFilm shown = ShownFilm.of(movie);
        Facts facts = movie.facts();
        String added = Long.toString(movie.addedAt().getEpochSecond());
        json.writeStartObject();
        json.writeObjectFieldStart("info");
        facts(json, shown, facts);
        json.writeEndObject();
        json.writeObjectFieldStart("movie_data");
        json.writeNumberField("stream_id", movie.id());
        json.writeStringField("name", shown.name());
        json.writeStringField("title", shown.title());
        json.writeStringField("year", shown.year());
        json.writeStringField("added", added);
        FilmRows.category(json, movie.category());
        json.writeStringField("container_extension", shown.extension());
        json.writeStringField("custom_sid", "");
        json.writeStringField("direct_source", "");
        json.writeEndObject();
        json.writeEndObject();
    }

    /** Of names that mean the same, some players read one and some the other. */
    private static void facts(JsonGenerator json, ShownFilm shown, Facts facts) throws IOException {
        String date = FilmFacts.date(facts);
        String plot = FilmFacts.text(facts, "plot", "description");
        String cast = FilmFacts.text(facts, "cast", "actors");
        String original = FilmFacts.text(facts, "o_name");
        FilmFacts.number(json, "tmdb_id", facts.text("tmdb_id", "tmdb"));
        json.writeStringField("name", shown.title());
        json.writeStringField("o_name", original.isEmpty() ? shown.title() : original);
        json.writeStringField("cover_big", shown.icon());
        json.writeStringField("movie_image", shown.icon());
        json.writeStringField("release_date", date);
        json.writeStringField("releasedate", date);
        json.writeNumberField("episode_run_time", FilmFacts.minutes(facts));
        json.writeNumberField("runtime", FilmFacts.minutes(facts));
        json.writeStringField("youtube_trailer", FilmFacts.trailer(facts));
        json.writeStringField("director", FilmFacts.text(facts, "director"));
        json.writeStringField("actors", cast);
        json.writeStringField("cast", cast);
        json.writeStringField("description", plot);
        json.writeStringField("plot", plot);
        json.writeStringField("age", FilmFacts.text(facts, "age"));
        json.writeStringField("mpaa_rating", FilmFacts.text(facts, "mpaa_rating"));
        json.writeStringField("country", FilmFacts.text(facts, "country"));
        json.writeStringField("genre", FilmFacts.text(facts, "genre"));
        FilmFacts.backdrops(json, facts);
        duration(json, facts);
        json.writeNumberField("rating", FilmFacts.ratingNumber(facts));
        json.writeArrayFieldStart("subtitles");
        json.writeEndArray();
    }

    private static void duration(JsonGenerator json, Facts facts) throws IOException {
        long seconds = FilmFacts.seconds(facts);
        json.writeNumberField("duration_secs", seconds);
        json.writeStringField("duration", FilmFacts.clock(seconds));
        json.writeNumberField("bitrate", FilmFacts.bitrate(facts));
    }

    private static void series(JsonGenerator json, Series series, List<Episode> episodes) throws IOException {
        Map<Integer, List<Episode>> seasons = new TreeMap<>();
        episodes.forEach(episode -> seasons.computeIfAbsent(episode.season(), season -> new ArrayList<>())
                .add(episode));
        ShownFilm shown = ShownFilm.of(series);
        json.writeStartObject();
        json.writeArrayFieldStart("seasons");
        for (var season : seasons.entrySet()) {
            season(json, series, shown.icon(), season);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("info");
        FilmRows.seriesFields(json, series);
        json.writeEndObject();
        json.writeObjectFieldStart("episodes");
        for (var season : seasons.entrySet()) {
            json.writeArrayFieldStart(Integer.toString(season.getKey()));
            for (Episode episode : season.getValue()) {
                episode(json, shown, episode);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void season(
            JsonGenerator json, Series series, String cover, Map.Entry<Integer, List<Episode>> season)
            throws IOException {
        int number = season.getKey();
        json.writeStartObject();
        // a date that is none breaks some players, so an unknown one is left out
        for (Episode episode : season.getValue()) {
            String date = FilmFacts.date(episode.facts());
            if (!date.isEmpty()) {
                json.writeStringField("air_date", date);
                break;
            }
        }
        json.writeNumberField("episode_count", season.getValue().size());
        json.writeNumberField("id", (int) (series.id() * SEASONS + number) & Integer.MAX_VALUE);
        json.writeStringField("name", number == 0 ? "Specials" : "Season " + number);
        json.writeStringField("overview", "");
        json.writeNumberField("season_number", number);
        json.writeNumberField("vote_average", 0);
        json.writeStringField("cover", cover);
        json.writeStringField("cover_big", cover);
        json.writeEndObject();
    }

    private static void episode(JsonGenerator json, ShownFilm of, Episode episode) throws IOException {
        Facts facts = episode.facts();
        String icon = ShownChannel.icon(episode.logo());
        String image = icon.isEmpty() ? of.icon() : icon;
        String date = FilmFacts.date(facts);
        json.writeStartObject();
        json.writeStringField("id", Long.toString(episode.id()));
        json.writeNumberField("episode_num", episode.number());
        json.writeStringField("title", title(of, episode));
        json.writeStringField("container_extension", ShownFilm.extension(episode.container()));
        json.writeStringField("custom_sid", "");
        json.writeStringField("added", Long.toString(episode.addedAt().getEpochSecond()));
        json.writeNumberField("season", episode.season());
        json.writeStringField("direct_source", "");
        json.writeArrayFieldStart("subtitles");
        json.writeEndArray();
        json.writeObjectFieldStart("info");
        FilmFacts.number(json, "tmdb_id", facts.text("tmdb_id", "tmdb"));
        if (!date.isEmpty()) {
            json.writeStringField("release_date", date);
            json.writeStringField("air_date", date);
        }
        json.writeStringField("plot", FilmFacts.text(facts, "plot", "overview", "description"));
        duration(json, facts);
        json.writeStringField("movie_image", image);
        json.writeStringField("cover_big", image);
        json.writeNumberField("rating", FilmFacts.ratingNumber(facts));
        json.writeStringField("season", Integer.toString(episode.season()));
        json.writeEndObject();
        json.writeEndObject();
    }

    /** {@code Show - S01E02 - Title}, as panels write it and players cut it. */
    private static String title(ShownFilm of, Episode episode) {
        String number = String.format(Locale.ROOT, "S%02dE%02d", episode.season(), episode.number());
        String own = OneLine.of(episode.name());
        if (own.contains(number)) {
            return own;
        }
        return of.title() + " - " + number + (own.isEmpty() ? "" : " - " + own);
    }

    private static void noSeries(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("seasons");
        json.writeEndArray();
        json.writeObjectFieldStart("info");
        for (String name : new String[] {
            "name",
            "title",
            "year",
            "cover",
            "plot",
            "cast",
            "director",
            "genre",
            "release_date",
            "releaseDate",
            "last_modified",
            "rating",
            "rating_5based",
            "backdrop_path",
            "youtube_trailer",
            "episode_run_time",
            "category_id",
            "category_ids"
        }) {
            json.writeNullField(name);
        }
        json.writeEndObject();
        json.writeObjectFieldStart("episodes");
        json.writeEndObject();
        json.writeEndObject();
    }
}
