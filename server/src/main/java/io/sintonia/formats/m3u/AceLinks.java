package io.sintonia.formats.m3u;

import java.util.Locale;
import java.util.Optional;

/**
 * Finds AceStream ids in links: bare, as {@code acestream:} and in URLs of engines and their proxies, whose host is the
 * list's author's and says nothing to us. Content id and infohash look alike but are different keys and stay apart.
 */
final class AceLinks {
    private AceLinks() {}

    /** The id the link carries, if any. */
    static Optional<Playable.AceStream> of(String url) {
        if (Text.isFortyHex(url)) {
            return stream(Playable.IdKind.CONTENT_ID, url);
        }
        if (url.regionMatches(true, 0, "acestream:", 0, 10)) {
            return scheme(url.substring(10));
        }
        return url.regionMatches(true, 0, "http", 0, 4) ? engine(url) : Optional.empty();
    }

    private static Optional<Playable.AceStream> scheme(String rest) {
        var text = rest.startsWith("//") ? rest.substring(2) : rest;
        int query = text.indexOf('?');
        var id = query < 0 ? text : text.substring(0, query);
        id = id.endsWith("/") ? id.substring(0, id.length() - 1) : id;
        if (Text.isFortyHex(id)) {
            return stream(Playable.IdKind.CONTENT_ID, id);
        }
        return query < 0 ? Optional.empty() : query(text, query);
    }

    private static Optional<Playable.AceStream> engine(String url) {
        int authority = url.indexOf("://");
        int path = authority < 0 ? -1 : url.indexOf('/', authority + 3);
        if (path < 0) {
            return Optional.empty();
        }
        int end = XtreamPath.pathEnd(url, path);
        if (endsWith(url, end, "/ace/getstream")
                || endsWith(url, end, "/ace/manifest.m3u8")
                || endsWith(url, end, "/ace/getstream/")) {
            return end < url.length() ? query(url, end) : Optional.empty();
        }
        // HTTPAceProxy: /pid/<id>/stream.mp4, /content_id/<id>/…, /infohash/<id>/…
        return part(url, path, "/pid/", Playable.IdKind.CONTENT_ID)
                .or(() -> part(url, path, "/content_id/", Playable.IdKind.CONTENT_ID))
                .or(() -> part(url, path, "/infohash/", Playable.IdKind.INFOHASH));
    }

    private static boolean endsWith(String url, int end, String path) {
        return end >= path.length() && url.regionMatches(true, end - path.length(), path, 0, path.length());
    }

    private static Optional<Playable.AceStream> part(String url, int path, String before, Playable.IdKind kind) {
        int from = path + before.length();
        if (!url.startsWith(before, path) || url.length() < from + 40 || !Text.isHex(url, from, from + 40)) {
            return Optional.empty();
        }
        return url.length() == from + 40 || url.charAt(from + 40) == '/'
                ? stream(kind, url.substring(from, from + 40))
                : Optional.empty();
    }

    private static Optional<Playable.AceStream> query(String url, int from) {
        int at = from + 1;
        while (at < url.length()) {
            int next = url.indexOf('&', at);
            int end = next < 0 ? url.length() : next;
            int equals = url.indexOf('=', at);
            if (equals > 0 && equals < end && Text.isFortyHex(url.substring(equals + 1, end))) {
                switch (url.substring(at, equals).toLowerCase(Locale.ROOT)) {
                    case "id", "content_id" -> {
                        return stream(Playable.IdKind.CONTENT_ID, url.substring(equals + 1, end));
                    }
                    case "infohash" -> {
                        return stream(Playable.IdKind.INFOHASH, url.substring(equals + 1, end));
                    }
                    default -> {
                        // pid is the player's, not the stream's
                    }
                }
            }
            at = end + 1;
        }
        return Optional.empty();
    }

    private static Optional<Playable.AceStream> stream(Playable.IdKind kind, String id) {
        return Optional.of(new Playable.AceStream(kind, id.toLowerCase(Locale.ROOT)));
    }

    /** The one way in which this room writes the stream's address. */
    static String url(Playable.AceStream stream) {
        return switch (stream.idKind()) {
            case CONTENT_ID -> "acestream://" + stream.id();
            case INFOHASH -> "acestream:?infohash=" + stream.id();
        };
    }
}
