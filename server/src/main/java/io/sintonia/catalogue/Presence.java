package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.EPISODE;
import static io.sintonia.schema.Tables.MOVIE;
import static io.sintonia.schema.Tables.SERIES;
import static io.sintonia.schema.Tables.STREAM_SOURCE;

import org.jooq.Condition;

/**
 * Which entries viewers see: those their source has, and those it has not had for fewer refreshes than
 * {@code catalogue.hide-after}. An import works that out; readers ask only here. Pure.
 */
final class Presence {
    private Presence() {}

    /** Of stream sources; a channel is shown as long as one of its stream sources is, whatever {@code channel.missing_since} says. */
    static Condition isShown() {
        return STREAM_SOURCE.SHOWN.isTrue();
    }

    /** Of films. */
    static Condition isMovieShown() {
        return MOVIE.SHOWN.isTrue();
    }

    /** Of series. */
    static Condition isSeriesShown() {
        return SERIES.SHOWN.isTrue();
    }

    /** Of episodes. */
    static Condition isEpisodeShown() {
        return EPISODE.SHOWN.isTrue();
    }
}
