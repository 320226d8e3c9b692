package io.sintonia.catalogue;

import java.util.Locale;

/** What an entry of a source is. */
public enum Kind {
    CHANNEL("channels"),
    MOVIE("films"),
    SERIES("series"),
    EPISODE("episodes");

    private final String many;

    Kind(String many) {
        this.many = many;
    }

    /** What several of them are called, for people. */
    public String many() {
        return many;
    }

    /** The kind of an entry. */
    public static Kind of(FoundEntry entry) {
        return switch (entry) {
            case FoundChannel _ -> CHANNEL;
            case FoundMovie _ -> MOVIE;
            case FoundSeries _ -> SERIES;
            case FoundEpisode _ -> EPISODE;
        };
    }

    /** How the category table calls the groups of this kind. */
    String category() {
        return this == CHANNEL ? "live" : name().toLowerCase(Locale.ROOT);
    }
}
