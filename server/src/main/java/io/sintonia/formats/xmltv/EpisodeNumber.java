package io.sintonia.formats.xmltv;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one system of counting says about an episode. Season, episode and part are counted from 1, whatever the system;
 * season 0 holds the specials. They are read from {@code xmltv_ns} and from everything that people write; other systems
 * ({@code dd_progid}, {@code thetvdb.com}) are kept as text.
 *
 * @param system in lower case; {@code onscreen} where none is named
 * @param text as it stands there, never empty
 */
public record EpisodeNumber(String system, String text, OptionalInt season, OptionalInt episode, OptionalInt part) {
    private static final String COUNTED = "xmltv_ns";
    private static final String ON_SCREEN = "onscreen";

    /**
     * Reads what a guide says.
     *
     * @param system blank where none is named
     */
    public static EpisodeNumber of(String system, String text) {
        String name = system.isBlank() ? ON_SCREEN : system.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case COUNTED -> counted(name, text);
            case ON_SCREEN, "sxxexx", "common" -> onScreen(name, text);
            default -> new EpisodeNumber(name, text, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
        };
    }

    /**
     * The number to show: {@code xmltv_ns} first, since where systems disagree the others are wrong; then what people
     * write; none if no system tells an episode or season.
     */
    public static Optional<EpisodeNumber> best(List<EpisodeNumber> numbers) {
        Optional<EpisodeNumber> best = Optional.empty();
        for (EpisodeNumber number : numbers) {
            if (number.episode.isPresent() || number.season.isPresent()) {
                if (number.system.equals(COUNTED)) {
                    return Optional.of(number);
                }
                best = best.isEmpty() ? Optional.of(number) : best;
            }
        }
        return best;
    }

    /** The DTD's {@code season.episode.part}, each {@code n} or {@code n/total}, counted from 0, any of them missing. */
    private static EpisodeNumber counted(String system, String text) {
        String[] parts = text.split("\\.", 4);
        return new EpisodeNumber(system, text, fromZero(parts, 0), fromZero(parts, 1), fromZero(parts, 2));
    }

    private static OptionalInt fromZero(String[] parts, int at) {
        if (at >= parts.length) {
            return OptionalInt.empty();
        }
        String part = parts[at];
        int slash = part.indexOf('/');
        String number = (slash < 0 ? part : part.substring(0, slash)).strip();
        OptionalInt read = new Numeral(number).whole();
        return read.isPresent() ? OptionalInt.of(read.getAsInt() + 1) : OptionalInt.empty();
    }

    /** {@code S01E02}, {@code s1 e2}, {@code 1x02}, {@code Ep. 12}, {@code 2/10}, {@code 12}. */
    private static EpisodeNumber onScreen(String system, String text) {
        var numeral = new Numeral(text);
        OptionalInt season = numeral.after("season", "staffel", "stagione", "saison", "series", "s");
        OptionalInt episode = numeral.after("episode", "episodio", "folge", "ep", "e", "x");
        if (season.isEmpty() && episode.isPresent()) {
            season = numeral.before('x');
        }
        OptionalInt part = numeral.after("part", "pt");
        if (episode.isEmpty() && season.isEmpty()) {
            int slash = text.indexOf('/');
            episode = new Numeral((slash < 0 ? text : text.substring(0, slash)).strip()).whole();
        }
        return new EpisodeNumber(system, text, season, episode, part);
    }
}
