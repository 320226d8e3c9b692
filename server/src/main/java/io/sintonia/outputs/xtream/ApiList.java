package io.sintonia.outputs.xtream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sintonia.catalogue.Library;
import io.sintonia.catalogue.Lineup;
import io.sintonia.outputs.Listing;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * One of the API's lists as it is rendered.
 *
 * @param category an id, or {@link Lineup#EVERY_CATEGORY}
 */
record ApiList(Rows rows, Which which, long category) implements Listing {
    /** Which list. */
    enum Which {
        LIVE_CATEGORIES,
        LIVE_STREAMS,
        MOVIE_CATEGORIES,
        MOVIES,
        SERIES_CATEGORIES,
        SERIES,
        /** What the old panel's answer has behind the login object, to its closing brace. */
        PANEL
    }

    /** Who writes rows of each kind. */
    record Rows(LiveRows live, FilmRows films) {}

    @Override
    public Form keptAs() {
        return which == Which.PANEL ? Form.PLAIN : Form.WHOLE;
    }

    @Override
    public String key(Lineup lineup) {
        String of = switch (which) {
            case LIVE_CATEGORIES -> lineup.key();
            case LIVE_STREAMS -> rows.live().version() + "/" + lineup.key();
            case MOVIE_CATEGORIES, MOVIES -> lineup.movies().digest();
            case SERIES_CATEGORIES, SERIES -> lineup.series().digest();
            case PANEL ->
                rows.live().version() + "/" + lineup.key() + "/"
                        + lineup.movies().digest() + "/" + lineup.series().digest();
        };
        return which + "/" + category + "/" + of;
    }

    @Override
    public Library.Reading write(Lineup lineup, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.generator(which == Which.PANEL ? new Tail(out) : out)) {
            return write(lineup, json);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Library.Reading write(Lineup lineup, JsonGenerator json) throws IOException {
        switch (which) {
            case LIVE_CATEGORIES -> LiveRows.categories(json, lineup.categories());
            case MOVIE_CATEGORIES -> LiveRows.categories(json, lineup.movies().categories());
            case SERIES_CATEGORIES -> LiveRows.categories(json, lineup.series().categories());
            case LIVE_STREAMS -> rows.live().streams(json, lineup, category);
            case MOVIES -> {
                return rows.films().movies(json, lineup.movies(), category);
            }
            case SERIES -> {
                return rows.films().series(json, lineup.series(), category);
            }
            case PANEL -> {
                return panel(json, lineup);
            }
        }
        return Library.Reading.AS_KNOWN;
    }

    private Library.Reading panel(JsonGenerator json, Lineup lineup) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("categories");
        json.writeFieldName("live");
        LiveRows.categories(json, lineup.categories());
        json.writeFieldName("movie");
        LiveRows.categories(json, lineup.movies().categories());
        json.writeFieldName("series");
        LiveRows.categories(json, lineup.series().categories());
        json.writeEndObject();
        json.writeObjectFieldStart("available_channels");
        rows.live().panelStreams(json, lineup);
        Library.Reading reading = rows.films().panelMovies(json, lineup.movies());
        json.writeEndObject();
        json.writeEndObject();
        return reading;
    }

    /** Leaves out the first brace: the members are put into another object. */
    private static final class Tail extends FilterOutputStream {
        private boolean begun;

        Tail(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            if (begun) {
                out.write(b);
            }
            begun = true;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int skipped = begun || length == 0 ? 0 : 1;
            begun |= length > 0;
            out.write(bytes, offset + skipped, length - skipped);
        }
    }
}
