package io.sintonia.catalogue;

import static io.sintonia.schema.Tables.EPISODE;
import static io.sintonia.schema.Tables.MOVIE;
import static io.sintonia.schema.Tables.SERIES;
import static io.sintonia.schema.Tables.STREAM_SOURCE;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;

/** Where the entries of one kind lie, and the columns that all kinds have. Of a channel, the entry is its stream source. */
record EntryTable(
        Kind kind,
        Table<?> table,
        Field<Long> id,
        Field<Long> sourceId,
        Field<Long> fingerprint,
        Field<Long> missingSince,
        Field<Long> missed,
        Field<Boolean> shown) {

    static EntryTable of(Kind kind) {
        return switch (kind) {
            case CHANNEL ->
                new EntryTable(
                        kind,
                        STREAM_SOURCE,
                        STREAM_SOURCE.ID,
                        STREAM_SOURCE.SOURCE_ID,
                        STREAM_SOURCE.FINGERPRINT,
                        STREAM_SOURCE.MISSING_SINCE,
                        STREAM_SOURCE.MISSED,
                        STREAM_SOURCE.SHOWN);
            case MOVIE ->
                new EntryTable(
                        kind,
                        MOVIE,
                        MOVIE.ID,
                        MOVIE.SOURCE_ID,
                        MOVIE.FINGERPRINT,
                        MOVIE.MISSING_SINCE,
                        MOVIE.MISSED,
                        MOVIE.SHOWN);
            case SERIES ->
                new EntryTable(
                        kind,
                        SERIES,
                        SERIES.ID,
                        SERIES.SOURCE_ID,
                        SERIES.FINGERPRINT,
                        SERIES.MISSING_SINCE,
                        SERIES.MISSED,
                        SERIES.SHOWN);
            case EPISODE ->
                new EntryTable(
                        kind,
                        EPISODE,
                        EPISODE.ID,
                        EPISODE.SOURCE_ID,
                        EPISODE.FINGERPRINT,
                        EPISODE.MISSING_SINCE,
                        EPISODE.MISSED,
                        EPISODE.SHOWN);
        };
    }

    /** What is missing of a source. */
    Condition missing(long source) {
        return sourceId.eq(source).and(missingSince.isNotNull());
    }
}
