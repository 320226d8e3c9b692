package io.sintonia.formats.m3u;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Makes links of URL lines: headers off, address mended, protocol named. Belongs to one reader. */
final class LinkReader {
    private static final Pattern SCHEME_ONLY =
            Pattern.compile("(?i)^(?:acestream|magnet|data|file|concat|pipe|plugin|rtp|udp|https?):[^\\s].*");
    private static final Pattern MEDIA_NAME = Pattern.compile(
            "(?i)^[^\\[=].*\\.(?:m3u8?|mpd|ts|mp4|mkv|avi|mov|m4v|wmv|flv|mpe?g|webm|mp3|aac|m4a|ogg|flac)(?:[?|#].*)?$");

    private final Optional<URI> base;
    private final Directives directives;
    private final RequestHeaders headers;

    LinkReader(Optional<URI> base, Directives directives, RequestHeaders headers) {
        this.base = base.filter(
                url -> "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()));
        this.directives = directives;
        this.headers = headers;
    }

    /**
     * Whether a line without {@code #} is an address rather than words or a divider.
     *
     * @param announced whether an {@code #EXTINF} waits for one, which makes odd forms more likely to be meant
     */
    static boolean isAddress(String line, boolean announced) {
        int scheme = UrlText.schemeLength(line);
        if (scheme > 1 && line.startsWith("//", scheme + 1)) {
            return line.length() > scheme + 3;
        }
        if ((scheme > 0 && SCHEME_ONLY.matcher(line).matches()) || Text.isFortyHex(line)) {
            return true;
        }
        if (line.regionMatches(true, 0, "http//", 0, 6) || line.regionMatches(true, 0, "https//", 0, 7)) {
            return true;
        }
        if (announced && line.length() > 1 && (line.charAt(0) == '-' || line.charAt(0) == '|')) {
            return Character.isLetter(line.charAt(1)); // an option smuggled in: kept and marked, not overlooked
        }
        return isRelative(line);
    }

    private static boolean isRelative(String line) {
        char first = line.charAt(0);
        if ("=[-*_#<>(\"'|".indexOf(first) >= 0) {
            return false;
        }
        int bar = line.indexOf('|');
        var address = bar < 0 ? line : line.substring(0, bar);
        boolean blank = address.strip().indexOf(' ') >= 0;
        return (!blank && (address.indexOf('/') >= 0 || first == '?' || first == '.'))
                || MEDIA_NAME.matcher(address.strip()).matches();
    }

    /** The link of an address line. */
    StreamLink read(String line, Map<String, String> attributes) {
        headers.clear();
        var address = line;
        int bar = headerBar(line);
        if (bar >= 0) {
            HeaderText.read(skipBars(line, bar), headers);
            address = line.substring(0, bar).strip();
        }
        directives.addHeaders();
        attributeHeaders(attributes);
        var mended = UrlText.mended(address);
        var ace = AceLinks.of(mended);
        return ace.isPresent() ? link(AceLinks.url(ace.get()), ace.get(), "") : byScheme(mended);
    }

    private static int headerBar(String line) {
        int bar = line.indexOf('|');
        if (bar <= 0 || isCommand(line)) {
            return -1;
        }
        while (bar > 0) {
            if (line.charAt(bar - 1) != '\\' && HeaderText.looksLikeHeaders(line.substring(bar + 1))) {
                return bar;
            }
            bar = line.indexOf('|', bar + 1);
        }
        return -1;
    }

    private static boolean isCommand(String line) {
        return line.regionMatches(true, 0, "pipe:", 0, 5)
                || line.regionMatches(true, 0, "data:", 0, 5)
                || line.startsWith("-");
    }

    private static String skipBars(String line, int bar) {
        int at = bar;
        while (at < line.length() && (line.charAt(at) == '|' || line.charAt(at) == ' ')) {
            at++;
        }
        return line.substring(at);
    }

    private void attributeHeaders(Map<String, String> attributes) {
        if (attributes.isEmpty()) {
            return;
        }
        attribute("User-Agent", Text.first(attributes, "http-user-agent", "user-agent"));
        attribute("Referer", Text.first(attributes, "http-referrer", "http-referer", "referrer", "referer"));
        attribute("Origin", Text.first(attributes, "http-origin"));
        attribute("Cookie", Text.first(attributes, "http-cookie"));
    }

    private void attribute(String name, String value) {
        if (!value.isEmpty()) {
            headers.add(name, value);
        }
    }

    private StreamLink byScheme(String url) {
        int length = UrlText.schemeLength(url);
        if (url.startsWith("-") || url.startsWith("|")) {
            return unsupported(url, "an option or a command in place of a URL: never handed to another program");
        }
        if (length == 0) {
            return relative(url);
        }
        var scheme = url.substring(0, length).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "http", "https" -> http(scheme + url.substring(length));
            case "hls+http", "hls+https" -> http(scheme.substring(4) + url.substring(length));
            case "udp" -> stream(url, Playable.Protocol.UDP);
            case "rtp" -> stream(url, Playable.Protocol.RTP);
            case "rtsp", "rtspt", "rtspu", "rtsps" -> stream(url, Playable.Protocol.RTSP);
            case "rtmp", "rtmps", "rtmpe", "rtmpt", "rtmpte", "rtmpts" -> rtmp(url);
            case "srt" -> stream(url, Playable.Protocol.SRT);
            case "rist" -> stream(url, Playable.Protocol.RIST);
            case "mms", "mmsh", "mmst" -> stream(url, Playable.Protocol.MMS);
            case "acestream" ->
                unsupported(url, "an AceStream link without a content id or infohash of 40 hexadecimal digits");
            case "file" -> unsupported(url, "a file of another machine: never opened");
            case "pipe" -> unsupported(url, "a command line: never executed");
            case "plugin" -> unsupported(url, "a Kodi add-on: only Kodi can open it");
            case "concat" -> unsupported(url, "ffmpeg's own scheme concat: never opened");
            case "data" -> unsupported(url, "data in place of an address");
            case "magnet" -> unsupported(url, "a magnet link: torrents are not fetched");
            case "dash+http", "dash+https" -> http(scheme.substring(5) + url.substring(length));
            case "mpd", "dash" -> unsupported(url, "DASH without an address of http or https");
            default ->
                unsupported(
                        url, length == 1 ? "a file of another machine: never opened" : "no known scheme: " + scheme);
        };
    }

    private StreamLink http(String url) {
        var address = UrlText.encoded(url);
        int host = address.indexOf("://") + 3;
        if (host < 3 || host >= address.length() || "/?#:@".indexOf(address.charAt(host)) >= 0) {
            return unsupported(url, "an address without a host");
        }
        if (directives.manifest().equals("ism")) {
            return link(address, protectedOr(new Playable.Unsupported("Smooth Streaming cannot be relayed")), "");
        }
        // a DASH manifest, too: the relay sees what it is, and the machine's ffmpeg remuxes it
        return stream(address, Playable.Protocol.HTTP);
    }

    private StreamLink stream(String url, Playable.Protocol protocol) {
        return link(UrlText.encoded(url), protectedOr(protocol), "");
    }

    /** librtmp takes its options behind a blank. */
    private StreamLink rtmp(String url) {
        int blank = url.indexOf(' ');
        var address = blank < 0 ? url : url.substring(0, blank);
        var options = blank < 0 ? "" : url.substring(blank + 1).strip();
        return link(UrlText.encoded(address), protectedOr(Playable.Protocol.RTMP), options);
    }

    private Playable protectedOr(Playable playable) {
        return directives.protection().isEmpty()
                ? playable
                : new Playable.Unsupported("protected (" + directives.protection() + "), cannot be relayed");
    }

    private StreamLink relative(String url) {
        if (base.isEmpty()) {
            return unsupported(url, "a relative URL in a list that has no address of its own");
        }
        try {
            return http(base.get().resolve(UrlText.encoded(url)).toString());
        } catch (IllegalArgumentException _) {
            return unsupported(url, "a relative URL that cannot be resolved");
        }
    }

    private StreamLink unsupported(String url, String reason) {
        return link(url, new Playable.Unsupported(reason), "");
    }

    private StreamLink link(String url, Playable playable, String options) {
        OptionalInt program = directives.program();
        return new StreamLink(url, headers.headers(), playable, program, options);
    }
}
