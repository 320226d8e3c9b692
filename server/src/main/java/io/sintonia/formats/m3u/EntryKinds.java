package io.sintonia.formats.m3u;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Decides what an entry is: by its path, its extension, what the list says, its length, and only then its name. */
final class EntryKinds {
    private static final long LONGER_THAN_A_RADIO_JINGLE_SECONDS = 60;

    private EntryKinds() {}

    /**
     * @param markedVod whether a directive of the list says that it is no live stream
     */
    static EntryKind of(Extinf extinf, List<String> groups, StreamLink link, boolean markedVod) {
        if (link.playable() instanceof Playable.AceStream) {
            return EntryKind.Live.LIVE;
        }
        var panel = XtreamPath.of(link.url());
        if (panel.isPresent()) {
            return panel(extinf.name(), groups, panel.get());
        }
        if (hasMediaExtension(link.url()) || markedVod || isMedia(extinf.attributes())) {
            return EpisodeName.read(extinf.name(), groups, false, false);
        }
        // A length is a hint only: lists of radios write 1, some channels 555. With a year in the name it is a film.
        if (extinf.durationSeconds() > LONGER_THAN_A_RADIO_JINGLE_SECONDS && EpisodeName.hasYear(extinf.name())) {
            return EpisodeName.read(extinf.name(), groups, false, true);
        }
        return EntryKind.Live.LIVE;
    }

    private static EntryKind panel(String name, List<String> groups, XtreamPath path) {
        return switch (path.section()) {
            case LIVE -> EntryKind.Live.LIVE;
            case MOVIE -> EpisodeName.read(name, groups, false, true);
            case SERIES -> EpisodeName.read(name, groups, true, false);
        };
    }

    /** Whether the URL alone tells what the entry is, so that an export needs no further mark. */
    static boolean isTold(StreamLink link) {
        return hasMediaExtension(link.url()) || XtreamPath.of(link.url()).isPresent();
    }

    private static boolean isMedia(Map<String, String> attributes) {
        return Text.isYes(Text.first(attributes, "media"));
    }

    private static boolean hasMediaExtension(String url) {
        int authority = url.indexOf("://");
        int path = url.indexOf('/', authority < 0 ? 0 : authority + 3);
        if (path < 0) {
            return false;
        }
        int end = XtreamPath.pathEnd(url, path);
        int point = end - 1;
        while (point > path && end - point <= 6 && url.charAt(point) != '.') {
            point--;
        }
        if (url.charAt(point) != '.') {
            return false;
        }
        return switch (end - point - 1) {
            case 3 ->
                switch (lower(url, point + 1, end)) {
                    case "mp4", "mkv", "avi", "mov", "m4v", "wmv", "flv", "mpg", "vob", "3gp", "ogv" -> true;
                    default -> false;
                };
            case 4 ->
                switch (lower(url, point + 1, end)) {
                    case "mpeg", "webm", "divx" -> true;
                    default -> false;
                };
            default -> false;
        };
    }

    private static String lower(String url, int from, int to) {
        return url.substring(from, to).toLowerCase(Locale.ROOT);
    }
}
