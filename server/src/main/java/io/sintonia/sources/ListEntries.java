package io.sintonia.sources;

import io.sintonia.catalogue.FoundChannel;
import io.sintonia.catalogue.FoundEpisode;
import io.sintonia.catalogue.FoundMovie;
import io.sintonia.catalogue.FoundSeries;
import io.sintonia.formats.m3u.EntryKey;
import io.sintonia.formats.m3u.EntryKind;
import io.sintonia.formats.m3u.M3uEntry;
import io.sintonia.formats.m3u.Playable;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Turns a list's entries into what the catalogue takes, cut to what its columns hold. Pure. */
final class ListEntries {
    // what the catalogue's columns hold: db/migration
    private static final int MOST_NAME_CHARACTERS = 1000;
    private static final int MOST_WORD_CHARACTERS = 500;
    private static final int MOST_LOGO_CHARACTERS = 4000;
    private static final int MOST_REASON_CHARACTERS = 200;
    private static final int MOST_CONTAINER_CHARACTERS = 5;
    private static final String NO_GROUP = "No group";
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private ListEntries() {}

    static FoundChannel channel(String key, M3uEntry entry) {
        return new FoundChannel(
                key,
                EntryKey.fingerprint(entry),
                cut(entry.name(), MOST_NAME_CHARACTERS),
                entry.number().map(Object::toString).orElse(""),
                logo(entry),
                entry.tvgId().filter(id -> id.length() <= MOST_WORD_CHARACTERS).orElse(""),
                group(entry),
                entry.radio(),
                entry.adult(),
                entry.link().url(),
                entry.link().headers(),
                entry.attributes(),
                unsupported(entry));
    }

    static FoundMovie movie(String key, M3uEntry entry, EntryKind.Movie movie) {
        return new FoundMovie(
                key,
                EntryKey.fingerprint(entry),
                name(movie.title(), entry),
                movie.year(),
                logo(entry),
                group(entry),
                entry.adult(),
                entry.link().url(),
                container(entry.link().url()),
                entry.link().headers(),
                unsupported(entry),
                "");
    }

    /** The series that an episode belongs to, as its entry tells it. */
    static FoundSeries series(String key, M3uEntry entry, EntryKind.Episode episode) {
        String name = name(episode.series(), entry);
        String group = group(entry);
        // what the first of its episodes says: the others' groups and pictures are no change
        return new FoundSeries(
                key,
                RepeatedKeys.hash(name + '\n' + episode.year() + '\n' + group + '\n' + entry.adult()),
                name,
                episode.year(),
                logo(entry),
                group,
                entry.adult(),
                "");
    }

    static FoundEpisode episode(String key, String seriesKey, M3uEntry entry, EntryKind.Episode episode) {
        return new FoundEpisode(
                key,
                EntryKey.fingerprint(entry),
                seriesKey,
                episode.season(),
                episode.episode(),
                name(episode.title(), entry),
                logo(entry),
                entry.link().url(),
                container(entry.link().url()),
                entry.link().headers(),
                unsupported(entry),
                "");
    }

    /** A series is known by its name, however its case, accents and signs are written, and its year. */
    static String seriesKey(EntryKind.Episode episode) {
        String name = normalised(episode.series());
        return "s-" + (name.isEmpty() ? episode.series() : name) + "/"
                + episode.year().orElse(0);
    }

    private static String normalised(String name) {
        String plain = isAscii(name)
                ? name
                : MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                        .replaceAll("");
        StringBuilder words = new StringBuilder(plain.length());
        for (int at = 0; at < plain.length(); at++) {
            char c = plain.charAt(at);
            if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
                words.append(c);
            } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        return words.toString().strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static String name(String title, M3uEntry entry) {
        return cut(title.isBlank() ? entry.name() : title, MOST_NAME_CHARACTERS);
    }

    private static String group(M3uEntry entry) {
        return entry.groups().isEmpty() ? NO_GROUP : cut(entry.groups().getFirst(), MOST_WORD_CHARACTERS);
    }

    private static String logo(M3uEntry entry) {
        return entry.logo().filter(ListEntries::isWebAddress).orElse("");
    }

    private static String unsupported(M3uEntry entry) {
        return entry.link().playable() instanceof Playable.Unsupported unsupported
                ? cut(unsupported.reason(), MOST_REASON_CHARACTERS)
                : "";
    }

    /** The ending of an address's path; empty if it has none that looks like one. */
    static String container(String url) {
        int end = 0;
        while (end < url.length() && url.charAt(end) != '?' && url.charAt(end) != '#') {
            end++;
        }
        int authority = url.indexOf("://");
        int path = url.indexOf('/', authority < 0 ? 0 : authority + 3);
        int point = url.lastIndexOf('.', end - 1);
        int length = end - point - 1;
        if (path < 0
                || point < url.lastIndexOf('/', end - 1)
                || point < path
                || length < 1
                || length > MOST_CONTAINER_CHARACTERS) {
            return "";
        }
        for (int at = point + 1; at < end; at++) {
            char c = url.charAt(at);
            if (c > 0x7F || !Character.isLetterOrDigit(c)) {
                return "";
            }
        }
        return url.substring(point + 1, end).toLowerCase(Locale.ROOT);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    private static boolean isWebAddress(String logo) {
        return logo.length() <= MOST_LOGO_CHARACTERS && (logo.startsWith("http://") || logo.startsWith("https://"));
    }
}
