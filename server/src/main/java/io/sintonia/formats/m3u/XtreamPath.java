package io.sintonia.formats.m3u;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The path by which an Xtream panel serves an item: {@code /live/user/password/id.ts}, {@code /movie/…}, {@code /series/…}
 * or the short {@code /user/password/id}. Doubled slashes occur and mean nothing.
 *
 * @param section which of the panel's three shelves
 * @param id the panel's number of the item, digits
 * @param explicit whether the path names the section, or only has the form
 */
record XtreamPath(Section section, String id, boolean explicit) {
    enum Section {
        LIVE,
        MOVIE,
        SERIES
    }

    /** Path words that no one has for a user name or password, but every second CDN for a directory. */
    private static final Set<String> DIRECTORIES = Set.of(
            "hls",
            "live",
            "movie",
            "series",
            "stream",
            "streams",
            "play",
            "index",
            "tv",
            "channel",
            "channels",
            "video",
            "media",
            "hd",
            "sd",
            "fhd",
            "uhd",
            "4k",
            "api",
            "out",
            "v1",
            "ts",
            "udp",
            "rtp",
            "radio",
            "m3u8",
            "playlist",
            "segments",
            "vod",
            "content",
            "public",
            "files");

    /** What the URL's path tells; empty where it is not of this form. */
    static Optional<XtreamPath> of(String url) {
        int authority = url.indexOf("://");
        if (authority < 0) {
            return Optional.empty();
        }
        int path = url.indexOf('/', authority + 3);
        if (path < 0) {
            return Optional.empty();
        }
        int end = pathEnd(url, path);
        // The form has 3 or 4 parts; a fifth refuses it.
        int[] starts = new int[4];
        int[] ends = new int[4];
        int parts = 0;
        int at = path;
        while (at < end) {
            int start = at + 1;
            int next = url.indexOf('/', start);
            int stop = next < 0 || next > end ? end : next;
            if (stop > start) {
                if (parts == 4) {
                    return Optional.empty();
                }
                starts[parts] = start;
                ends[parts++] = stop;
            }
            at = stop;
        }
        if (parts < 3) {
            return Optional.empty();
        }
        int last = parts - 1;
        int point = url.indexOf('.', starts[last]);
        int idEnd = point < 0 || point > ends[last] ? ends[last] : point;
        if (!isDigits(url, starts[last], idEnd)) {
            return Optional.empty();
        }
        var id = url.substring(starts[last], idEnd);
        if (parts == 4) {
            return section(url, starts[0], ends[0]).map(section -> new XtreamPath(section, id, true));
        }
        boolean live = idEnd == ends[last]
                || (url.regionMatches(true, idEnd, ".ts", 0, 3) && ends[last] - idEnd == 3)
                || (url.regionMatches(true, idEnd, ".m3u8", 0, 5) && ends[last] - idEnd == 5);
        return !live || isDirectory(url, starts[0], ends[0]) || isDirectory(url, starts[1], ends[1])
                ? Optional.empty()
                : Optional.of(new XtreamPath(Section.LIVE, id, false));
    }

    /** Where the path ends: at the query, the fragment or the end. */
    static int pathEnd(String url, int from) {
        if (from >= url.length()) {
            return from;
        }
        int query = url.indexOf('?', from);
        int end = query < 0 ? url.length() : query;
        int fragment = url.indexOf('#', from, end);
        return fragment < 0 ? end : fragment;
    }

    private static boolean isDirectory(String url, int from, int to) {
        return to - from <= 9 && DIRECTORIES.contains(url.substring(from, to).toLowerCase(Locale.ROOT));
    }

    private static Optional<Section> section(String url, int from, int to) {
        if (matches(url, from, to, "live")) {
            return Optional.of(Section.LIVE);
        }
        if (matches(url, from, to, "movie")) {
            return Optional.of(Section.MOVIE);
        }
        return matches(url, from, to, "series") ? Optional.of(Section.SERIES) : Optional.empty();
    }

    private static boolean matches(String url, int from, int to, String word) {
        return to - from == word.length() && url.regionMatches(true, from, word, 0, to - from);
    }

    private static boolean isDigits(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return to > from && to - from <= 18;
    }
}
