package io.sintonia.formats.m3u;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What the lines between {@code #EXTINF} and the URL say about how to open the stream: {@code #EXTVLCOPT},
 * {@code #KODIPROP}, {@code #EXTHTTP}, {@code #EXT-X-PLAYLIST-TYPE}. Kept until the entry is made.
 */
final class Directives {
    private static final int MOST = 64;
    private static final JsonFactory JSON = new JsonFactory();

    private final Remarks remarks;
    private final List<Runnable> headers = new ArrayList<>();
    private final RequestHeaders target;
    private OptionalInt program = OptionalInt.empty();
    private String protection = "";
    private String manifest = "";
    private boolean vod;

    Directives(Remarks remarks, RequestHeaders target) {
        this.remarks = remarks;
        this.target = target;
    }

    void clear() {
        if (!headers.isEmpty()) {
            headers.clear();
        }
        program = OptionalInt.empty();
        protection = "";
        manifest = "";
        vod = false;
    }

    /** {@code key=value} of VLC. */
    void vlcOption(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return;
        }
        var value = text.substring(equals + 1);
        if (value.regionMatches(true, 0, "#EXTVLCOPT:", 0, 11)) {
            vlcOption(value.substring(11)); // a value into which its whole line was pasted
            return;
        }
        switch (key(text, equals)) {
            case "http-user-agent", "user-agent" -> header("User-Agent", value);
            case "http-referrer", "http-referer", "referrer", "referer" -> header("Referer", value);
            case "http-origin", "origin" -> header("Origin", value);
            case "http-cookie" -> header("Cookie", value);
            case "program" -> {
                var number = value.strip();
                if (Text.isNumber(number) && number.length() <= 5 && Integer.parseInt(number) <= 0xFFFF) {
                    program = OptionalInt.of(Integer.parseInt(number)); // ISO/IEC 13818-1, 2.4.4.5: 16 bits
                } else {
                    remarks.say(text, "expected a programme number of 0 to 65535: ignored");
                }
            }
            default -> {
                // caching, reconnection, picture size: a player's own affairs
            }
        }
    }

    /** {@code key=value} of Kodi. */
    void kodiProperty(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return;
        }
        var value = text.substring(equals + 1).strip();
        switch (key(text, equals)) {
            case "inputstream.adaptive.stream_headers",
                    "inputstream.adaptive.manifest_headers",
                    "inputstream.adaptive.common_headers" -> {
                if (hasRoom(text)) {
                    headers.add(() -> HeaderText.read(value, target));
                }
            }
            case "inputstream.adaptive.license_type", "inputstream.adaptive.drm", "inputstream.adaptive.drm_legacy" ->
                protect(value);
            case "inputstream.adaptive.manifest_type" -> manifest = value.toLowerCase(Locale.ROOT);
            default -> {
                // which add-on plays it, licence keys: of no use to a relay
            }
        }
    }

    private void protect(String value) {
        if (!value.isEmpty() && !value.equalsIgnoreCase("none")) {
            int end = value.indexOf('|');
            var system = end < 0 ? value : value.substring(0, end);
            protection = system.length() <= 40 && !system.startsWith("{") ? system : "DRM";
        }
    }

    /** A flat JSON object of request headers. */
    void httpHeaders(String text) {
        try (var json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                remarks.say(text, "expected a JSON object of headers: ignored");
                return;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                var token = json.nextToken();
                if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                    header(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException _) {
            remarks.say(text, "the JSON of the headers is broken: what stands before the fault is used");
        }
    }

    /** {@code VOD} says that the entry is no live stream. */
    void playlistType(String text) {
        vod |= text.strip().equalsIgnoreCase("VOD");
    }

    private void header(String name, String value) {
        if (hasRoom(name)) {
            headers.add(() -> target.add(name, value));
        }
    }

    private boolean hasRoom(String text) {
        if (headers.size() < MOST) {
            return true;
        }
        remarks.say(text, "more than " + MOST + " directives for one entry: ignored");
        return false;
    }

    private static String key(String text, int equals) {
        int from = text.startsWith("--") ? 2 : 0;
        return text.substring(from, equals).strip().toLowerCase(Locale.ROOT);
    }

    /** Hands the headers on in the order of their lines. */
    void addHeaders() {
        headers.forEach(Runnable::run);
    }

    OptionalInt program() {
        return program;
    }

    /** The DRM system, or "". */
    String protection() {
        return protection;
    }

    /** Kodi's word for the manifest, or "". */
    String manifest() {
        return manifest;
    }

    boolean vod() {
        return vod;
    }
}
