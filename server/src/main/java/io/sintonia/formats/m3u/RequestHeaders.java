package io.sintonia.formats.m3u;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Collects the request headers of one entry, highest precedence first, and lets nothing through that could change a
 * request: no control character in a value, no odd name, no header that frames a message.
 */
final class RequestHeaders {
    private static final int MOST = 32;
    private static final int LONGEST_VALUE = 8 << 10;

    /** RFC 9110, 7.6.1 and 8.6: these belong to the connection and the message, not to a list. */
    private static final Set<String> FRAMING = Set.of(
            "connection",
            "content-length",
            "expect",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-encoding");

    private final Remarks remarks;
    private final Map<String, String> byLowerName = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    RequestHeaders(Remarks remarks) {
        this.remarks = remarks;
    }

    void clear() {
        if (!headers.isEmpty()) {
            byLowerName.clear();
            headers.clear();
        }
    }

    /** Adds the header unless one of that name is there already; says so if it is refused. */
    void add(String written, String value) {
        var name = canonical(written.strip());
        var lower = name.toLowerCase(Locale.ROOT);
        var text = Text.unquoted(value);
        if (text.isEmpty()) {
            return;
        }
        // Judged before the quotes and blanks go: a line end at the value's edge is an attempt, too.
        if (hasControl(value)) {
            remarks.say(name, "the value of the header holds a line end or another control character: header left out");
        } else if (!isToken(name)) {
            remarks.say(written, "no name for a request header: left out");
        } else if (FRAMING.contains(lower)) {
            remarks.say(name, "a header that belongs to the connection: left out");
        } else if (text.length() > LONGEST_VALUE) {
            remarks.say(name, "the header's value is longer than " + LONGEST_VALUE + " characters: left out");
        } else if (headers.size() >= MOST) {
            remarks.say(name, "more than " + MOST + " headers: left out");
        } else if (byLowerName.putIfAbsent(lower, name) == null) {
            headers.put(name, text);
        }
    }

    Map<String, String> headers() {
        return headers;
    }

    private static String canonical(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "user-agent", "useragent", "user_agent" -> "User-Agent";
            case "referer", "referrer" -> "Referer";
            case "origin" -> "Origin";
            case "cookie" -> "Cookie";
            default -> name;
        };
    }

    private static boolean hasControl(String value) {
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if ((c < ' ' && c != '\t') || c == 0x7F || c == '\u0085' || c == '\u2028' || c == '\u2029') {
                return true;
            }
        }
        return false;
    }

    /** RFC 9110, 5.6.2, without the percent sign, which in lists only ever hides something. */
    private static boolean isToken(String name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && "!#$&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= 64;
    }
}
