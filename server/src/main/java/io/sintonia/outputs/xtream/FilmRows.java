package io.sintonia.outputs.xtream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sintonia.catalogue.Category;
import io.sintonia.catalogue.Facts;
import io.sintonia.catalogue.Library;
import io.sintonia.catalogue.Lineup;
import io.sintonia.catalogue.Movie;
import io.sintonia.catalogue.Series;
import io.sintonia.catalogue.Shelf;
import io.sintonia.outputs.ShownFilm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Films and series as the API lists them: every field in the one form that all surveyed players read. */
final class FilmRows {
    private final Library library;

    FilmRows(Library library) {
        this.library = library;
    }

    /** The films of a category, or of all. */
    Library.Reading movies(JsonGenerator json, Shelf shelf, long category) throws IOException {
        AtomicInteger count = new AtomicInteger();
        json.writeStartArray();
        Library.Reading reading =
                library.movies(shelf, category, movie -> unchecked(() -> movie(json, movie, count.incrementAndGet())));
        json.writeEndArray();
        return reading;
    }

    /** The series of a category, or of all. */
    Library.Reading series(JsonGenerator json, Shelf shelf, long category) throws IOException {
        AtomicInteger count = new AtomicInteger();
        json.writeStartArray();
        Library.Reading reading = library.series(
                shelf, category, series -> unchecked(() -> series(json, series, count.incrementAndGet())));
        json.writeEndArray();
        return reading;
    }

    private static void movie(JsonGenerator json, Movie movie, int place) throws IOException {
        ShownFilm shown = ShownFilm.of(movie);
        Facts facts = movie.facts();
        json.writeStartObject();
        json.writeNumberField("num", place);
        json.writeStringField("name", shown.name());
        json.writeStringField("title", shown.title());
        json.writeStringField("year", shown.year());
        json.writeStringField("stream_type", "movie");
        json.writeNumberField("stream_id", movie.id());
        json.writeStringField("stream_icon", shown.icon());
        json.writeStringField("rating", FilmFacts.rating(facts));
        json.writeNumberField("rating_5based", FilmFacts.ratingOfFive(facts));
        json.writeStringField("added", Long.toString(movie.addedAt().getEpochSecond()));
        json.writeStringField("is_adult", movie.adult() ? "1" : "0");
        category(json, movie.category());
        json.writeStringField("container_extension", shown.extension());
        json.writeStringField("custom_sid", "");
        json.writeStringField("direct_source", "");
        FilmFacts.people(json, facts);
        json.writeStringField("release_date", FilmFacts.date(facts));
        json.writeStringField("youtube_trailer", FilmFacts.trailer(facts));
        json.writeStringField("episode_run_time", Integer.toString(FilmFacts.minutes(facts)));
        json.writeStringField("tmdb_id", FilmFacts.digits(facts.text("tmdb_id", "tmdb")));
        json.writeEndObject();
    }

    private static void series(JsonGenerator json, Series series, int place) throws IOException {
        json.writeStartObject();
        json.writeNumberField("num", place);
        json.writeNumberField("series_id", series.id());
        json.writeStringField("stream_type", "series");
        seriesFields(json, series);
        json.writeStringField("tmdb", FilmFacts.digits(series.facts().text("tmdb", "tmdb_id")));
        json.writeEndObject();
    }

    /** The fields that the list and the details of a series share. */
    static void seriesFields(JsonGenerator json, Series series) throws IOException {
        ShownFilm shown = ShownFilm.of(series);
        Facts facts = series.facts();
        String date = FilmFacts.date(facts);
        json.writeStringField("name", shown.name());
        json.writeStringField("title", shown.title());
        json.writeStringField("year", shown.year());
        json.writeStringField("cover", shown.icon());
        FilmFacts.people(json, facts);
        json.writeStringField("release_date", date);
        json.writeStringField("releaseDate", date);
        json.writeStringField("last_modified", Long.toString(series.changedAt().getEpochSecond()));
        json.writeStringField("rating", Long.toString(Math.round(FilmFacts.ratingNumber(facts))));
        json.writeNumberField("rating_5based", FilmFacts.ratingOfFive(facts));
        FilmFacts.backdrops(json, facts);
        json.writeStringField("youtube_trailer", FilmFacts.trailer(facts));
        json.writeStringField("episode_run_time", Integer.toString(FilmFacts.minutes(facts)));
        category(json, series.category());
    }

    static void category(JsonGenerator json, Category category) throws IOException {
        json.writeStringField("category_id", Long.toString(category.id()));
        json.writeArrayFieldStart("category_ids");
        json.writeNumber(category.id());
        json.writeEndArray();
    }

    /** The films among the old panel's channels. */
    Library.Reading panelMovies(JsonGenerator json, Shelf shelf) {
        AtomicInteger count = new AtomicInteger();
        return library.movies(
                shelf,
                Lineup.EVERY_CATEGORY,
                movie -> unchecked(() -> panelMovie(json, movie, count.incrementAndGet())));
    }

    private static void panelMovie(JsonGenerator json, Movie movie, int place) throws IOException {
        ShownFilm shown = ShownFilm.of(movie);
        json.writeObjectFieldStart(Long.toString(movie.id()));
        json.writeNumberField("num", place);
        json.writeStringField("name", shown.name());
        json.writeStringField("stream_type", "movie");
        json.writeStringField("type_name", "Movies");
        json.writeStringField("stream_id", Long.toString(movie.id()));
        json.writeStringField("stream_icon", shown.icon());
        json.writeNullField("epg_channel_id");
        json.writeStringField("added", Long.toString(movie.addedAt().getEpochSecond()));
        json.writeStringField("category_name", shown.group());
        json.writeStringField("category_id", Long.toString(movie.category().id()));
        json.writeNullField("series_no");
        json.writeStringField("live", "0");
        json.writeStringField("container_extension", shown.extension());
        json.writeStringField("custom_sid", "");
        json.writeNumberField("tv_archive", 0);
        json.writeStringField("direct_source", "");
        json.writeNumberField("tv_archive_duration", 0);
        json.writeEndObject();
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void unchecked(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
