package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.EPISODE;
import static io.sintonia.schema.Tables.MOVIE;
import static io.sintonia.schema.Tables.SERIES;
import static io.sintonia.schema.Tables.SOURCE;
import static io.sintonia.schema.Tables.STREAM_SOURCE;

import org.jooq.Condition;

/**
 * Which rows are shown: those their source has, and those it has not had for fewer refreshes than {@code catalogue.hide-after},
 * which an import works out; every reading of the catalogue asks here. A row's source, where it has one, is joined beside it. A
 * channel is shown as long as one of its streams is, whatever {@code channel.missing_since} says.
 */
final class Shown {
    /** Of an enabled source. */
    private static final Condition SOURCES = SOURCE.ENABLED.isTrue();

    static final Condition STREAMS = STREAM_SOURCE.SHOWN.isTrue().and(SOURCES);

    static final Condition MOVIES = MOVIE.SHOWN.isTrue().and(SOURCES);

    static final Condition ALL_SERIES = SERIES.SHOWN.isTrue().and(SOURCES);

    /** Beside {@link #ALL_SERIES}. */
    static final Condition EPISODES = EPISODE.SHOWN.isTrue();

    private Shown() {}
}
