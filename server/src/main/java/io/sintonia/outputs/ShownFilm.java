package io.sintonia.outputs;

import io.sintonia.catalogue.Category;
import io.sintonia.catalogue.Episode;
import io.sintonia.catalogue.Movie;
import io.sintonia.catalogue.Series;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What players are told of a film, a series or an episode, word for word the same in JSON and M3U.
 *
 * @param name in one line, never empty
 * @param title the name without the year behind it
 * @param year four digits, or empty
 * @param icon an http(s) URL, or empty
 * @param group its category's name in one line, never empty
 * @param extension of its address, without a dot, never empty: players build addresses of it
 */
public record ShownFilm(String name, String title, String year, String icon, String group, String extension) {
    private static final Pattern YEAR_BEHIND = Pattern.compile("(.+?)\\s*[(\\[]((?:18|19|20|21)\\d\\d)[)\\]]\\s*");
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,8}");
    private static final String USUAL_EXTENSION = "mp4";

    /** A film. */
    public static ShownFilm of(Movie movie) {
        String name = name(movie.name(), "Film " + movie.id());
        return of(name, movie.released(), movie.logo(), movie.category(), movie.container());
    }

    /** A series, which has no address of its own. */
    public static ShownFilm of(Series series) {
        String name = name(series.name(), "Series " + series.id());
        return of(name, series.released(), series.logo(), series.category(), "");
    }

    /** An episode as a line of its own: {@code Show S01 E02}. */
    public static ShownFilm of(Series series, Episode episode) {
        String number = String.format(Locale.ROOT, " S%02d E%02d", episode.season(), episode.number());
        return of(
                name(series.name(), "Series " + series.id()) + number,
                series.released(),
                episode.logo().isEmpty() ? series.logo() : episode.logo(),
                series.category(),
                episode.container());
    }

    private static ShownFilm of(String name, int released, String logo, Category category, String container) {
        Matcher behind = YEAR_BEHIND.matcher(name);
        boolean named = behind.matches();
        String year = released > 0 ? Integer.toString(released) : named ? behind.group(2) : "";
        return new ShownFilm(
                name,
                named ? behind.group(1) : name,
                year,
                ShownChannel.icon(logo),
                ShownChannel.group(category),
                extension(container));
    }

    /** A file's ending as it may stand in an address; {@code mp4} if it cannot. */
    public static String extension(String container) {
        String small = container.toLowerCase(Locale.ROOT);
        return EXTENSION.matcher(small).matches() ? small : USUAL_EXTENSION;
    }

    private static String name(String listed, String otherwise) {
        String name = OneLine.of(listed);
        return name.isEmpty() ? otherwise : name;
    }
}
