package io.sintonia.formats.xmltv;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A programme as a guide announces it. Nothing is judged here: programmes may overlap, repeat and come in any order.
 *
 * @param channelId the channel's id; it may not be declared. Never empty
 * @param credits in the guide's order
 */
public record Programme(String channelId, Airing airing, Wording wording, List<Credit> credits, Details details) {
    public Programme {
        credits = List.copyOf(credits);
    }

    /** What a programme is by its mere being marked so. */
    public enum Flag {
        NEW,
        LIVE,
        PREMIERE,
        LAST_CHANCE,
        PREVIOUSLY_SHOWN
    }

    /**
     * When it is shown.
     *
     * @param start to the second
     * @param stop as the guide says, even if it is not after the start; empty if it says nothing readable
     * @param length how long the work itself is
     */
    public record Airing(Instant start, Optional<Instant> stop, Optional<Duration> length, Set<Flag> flags) {
        public Airing {
            flags = Set.copyOf(flags);
        }
    }

    /** What is said about it, in as many languages as the guide speaks; each list may be empty. */
    public record Wording(
            List<LocalText> titles,
            List<LocalText> subTitles,
            List<LocalText> descriptions,
            List<LocalText> categories) {
        public Wording {
            titles = List.copyOf(titles);
            subTitles = List.copyOf(subTitles);
            descriptions = List.copyOf(descriptions);
            categories = List.copyOf(categories);
        }
    }

    /**
     * The rest.
     *
     * @param episodeNumbers in all systems
     * @param ratings for whom it is fit
     * @param starRatings how good it is
     */
    public record Details(
            List<EpisodeNumber> episodeNumbers,
            List<Rating> ratings,
            List<Rating> starRatings,
            Origin origin,
            Picture picture) {
        public Details {
            episodeNumbers = List.copyOf(episodeNumbers);
            ratings = List.copyOf(ratings);
            starRatings = List.copyOf(starRatings);
        }
    }

    /**
     * Where the work comes from.
     *
     * @param date when it was finished, as it stands there: {@code 2024}, {@code 20240131}; empty if unknown
     */
    public record Origin(String date, List<LocalText> countries) {
        public Origin {
            countries = List.copyOf(countries);
        }
    }

    /**
     * What is seen.
     *
     * @param icons addresses as they stand there, best first
     * @param aspect such as {@code 16:9}; empty if unknown
     * @param quality such as {@code HDTV}; empty if unknown
     */
    public record Picture(List<String> icons, String aspect, String quality) {
        public Picture {
            icons = List.copyOf(icons);
        }
    }

    /** The title for a viewer who prefers these languages, see {@link LocalText#preferred}; empty if there is none. */
    public String title(List<String> languages) {
        return text(wording.titles, languages);
    }

    /** The sub-title, by convention the episode's name; empty if there is none. */
    public String subTitle(List<String> languages) {
        return text(wording.subTitles, languages);
    }

    /** The description; empty if there is none. */
    public String description(List<String> languages) {
        return text(wording.descriptions, languages);
    }

    /** The episode's number by the system that is trusted most, see {@link EpisodeNumber#best}. */
    public Optional<EpisodeNumber> episode() {
        return EpisodeNumber.best(details.episodeNumbers);
    }

    private static String text(List<LocalText> texts, List<String> languages) {
        return LocalText.preferred(texts, languages).map(LocalText::text).orElse("");
    }
}
