package io.sintonia.formats.m3u;

import java.util.List;
import java.util.OptionalInt;

/** What an entry offers: something that runs, or something that waits. */
public sealed interface EntryKind {

    /** What a name and its groups tell of something that is known to be no live channel: a film, or an episode. */
    static EntryKind ofTitle(String name, List<String> groups) {
        return EpisodeName.read(name, groups, false, false);
    }

    /** A channel or a radio station. */
    enum Live implements EntryKind {
        /** The only one. */
        LIVE
    }

    /**
     * A film.
     *
     * @param title the name without the year
     * @param year the year in the name, {@code Title (1990)} or {@code Title - 1990}
     */
    record Movie(String title, OptionalInt year) implements EntryKind {}

    /**
     * One episode of a series.
     *
     * @param series the series' name without year; the group or the whole name where nothing stands before the numbers
     * @param year the year in the series' name
     * @param season the season, 0 where the name does not say (or says 0, which means specials)
     * @param episode the episode, 0 where the name does not say
     * @param title what stands after the numbers; may be empty
     */
    record Episode(String series, OptionalInt year, int season, int episode, String title) implements EntryKind {}
}
