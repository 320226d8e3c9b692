package io.sintonia.formats.m3u;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads titles of films and episodes. Only asked where it is known that an entry is no live channel. */
final class EpisodeName {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final String NOT_IN_WORD = "(?<![\\p{L}\\p{N}])";

    /** S01E02, S01 E02, s1e2, S01.EP02, T01E02; 1x02, but not 1920x1080. */
    private static final Pattern SHORT = Pattern.compile(
            NOT_IN_WORD + "(?:[ST](\\d{1,4})[ ._:-]{0,3}EP?[ .]?(\\d{1,4})|(\\d{1,2})x(\\d{2,3}))(?!\\d)", FLAGS);

    private static final Pattern WORDS = Pattern.compile(
            NOT_IN_WORD + "(?:(?:season|saison|temporada|staffel|stagione|сезон)[ .]{0,2}(\\d{1,4})[ ,.:-]{0,4}"
                    + "(?:episode|épisode|episodio|episódio|folge|capitulo|capítulo|серия|ep|e)[ .]{0,2}(\\d{1,4})"
                    + "|(\\d{1,4})[ -]{0,2}сезон[ ,.-]{0,3}(\\d{1,4})[ -]{0,2}сери[яи])(?!\\d)",
            FLAGS);

    /** E02 alone: the group has to be the series' then. */
    private static final Pattern EPISODE_ONLY = Pattern.compile(
            NOT_IN_WORD + "(?:episode|épisode|episodio|folge|capítulo|ep|e)[ .]?(\\d{2,4})(?![\\p{L}\\d])", FLAGS);

    private static final Pattern YEAR =
            Pattern.compile("\\s*(?:[(\\[]\\s?((?:18|19|20)\\d\\d)\\s?[)\\]]|\\s-\\s((?:19|20)\\d\\d)(?=\\s*$))");

    private EpisodeName() {}

    /** The kind of something known to be no live channel. */
    static EntryKind read(String name, List<String> groups, boolean series, boolean movie) {
        if (hasNumberAfterLetter(name)) {
            var match = SHORT.matcher(name);
            boolean found = mayHaveShortForm(name) && match.find();
            if (!found && mayHaveWords(name)) {
                match = WORDS.matcher(name);
                found = match.find();
            }
            if (found) {
                int half = match.group(1) != null ? 1 : 3;
                return episode(name, match, groups, number(match.group(half)), number(match.group(half + 1)));
            }
            if (!movie && !groups.isEmpty()) {
                match = EPISODE_ONLY.matcher(name);
                if (match.find()) {
                    return episode(name, match, groups, 1, number(match.group(1)));
                }
            }
        }
        var titled = Titled.of(name);
        return series
                ? new EntryKind.Episode(titled.title, titled.year, 0, 0, "")
                : new EntryKind.Movie(titled.title, titled.year);
    }

    /** True where a name ends in a year, as films' names do. */
    static boolean hasYear(String name) {
        return YEAR.matcher(name).find();
    }

    /** Cheap, and right where it says no: every form above has a digit at most three signs behind a letter. */
    private static boolean hasNumberAfterLetter(String name) {
        int away = 4;
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (c >= '0' && c <= '9') {
                if (away < 3) {
                    return true;
                }
            } else if (Character.isLetter(c)) {
                away = 0;
            } else {
                away++;
            }
        }
        return name.indexOf("сезон") > 0;
    }

    /** Cheap, and right where it says no: a digit behind S or T, or an x between two. */
    private static boolean mayHaveShortForm(String name) {
        for (int at = 1; at < name.length(); at++) {
            char c = name.charAt(at);
            if ((c >= '0' && c <= '9' && "sStT\u017F".indexOf(name.charAt(at - 1)) >= 0) // the long s is one too
                    || ((c == 'x' || c == 'X') && Character.isDigit(name.charAt(at - 1)))) {
                return true;
            }
        }
        return false;
    }

    /** Cheap, and right where it says no: the words for a season end in these letters. */
    private static boolean mayHaveWords(String name) {
        for (int at = 1; at < name.length(); at++) {
            char last = name.charAt(at);
            if (last > 127 || isSeasonEnding(name.charAt(at - 1) | 0x20, last | 0x20)) {
                return true;
            }
        }
        return false;
    }

    /** Of season, saison, temporada, staffel, stagione; in lower case. */
    private static boolean isSeasonEnding(int before, int last) {
        return (before == 'o' && last == 'n')
                || (before == 'd' && last == 'a')
                || (before == 'e' && last == 'l')
                || (before == 'n' && last == 'e');
    }

    private static EntryKind.Episode episode(String name, Matcher match, List<String> groups, int season, int episode) {
        var before = Titled.of(withoutDots(edges(name.substring(0, match.start()))));
        var after = withoutDots(edges(name.substring(match.end())));
        var series = !before.title.isEmpty() ? before.title : groups.isEmpty() ? name : groups.getFirst();
        return new EntryKind.Episode(series, before.year, season, episode, after);
    }

    private static String edges(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && " -–—:._,|".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        if (from < to && ")]".indexOf(text.charAt(from)) >= 0) {
            return edges(text.substring(from + 1, to));
        }
        while (to > from && " -–—:._,|([".indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Release names write dots for blanks. */
    private static String withoutDots(String text) {
        return text.indexOf(' ') < 0 && text.indexOf('.') > 0
                ? text.replace('.', ' ').strip()
                : text;
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private record Titled(String title, OptionalInt year) {
        static Titled of(String name) {
            if (name.indexOf('(') < 0 && name.indexOf('[') < 0 && name.indexOf('-') < 0) {
                return new Titled(name, OptionalInt.empty());
            }
            var match = YEAR.matcher(name);
            if (!match.find() || match.start() == 0) {
                return new Titled(name, OptionalInt.empty());
            }
            var digits = match.group(1) != null ? match.group(1) : match.group(2);
            var title = (name.substring(0, match.start()) + name.substring(match.end())).strip();
            return new Titled(title, OptionalInt.of(Integer.parseInt(digits)));
        }
    }
}
