package io.sintonia.formats.m3u;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes an address out of what stands in a list: mends typing errors and percent-encodes what RFC 3986 does not allow,
 * and nothing else. Signed URLs survive only if path, query and {@code %xx} stay as they are.
 */
final class UrlText {
    private static final String LEGAL = "-._~:/?#[]@!$&'()*+,;=%";
    private static final Pattern TYPING_ERROR =
            Pattern.compile("(?i)^(https?)(?::/(?!/)|//|:\\\\\\\\|:///+)(?=[^/\\\\])");
    private static final Pattern DOUBLED_SCHEME = Pattern.compile("(?i)^https?:/*(?=https?://)");
    private static final Pattern ADDRESS_ONLY = Pattern.compile("^\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{1,5})?/.*");
    private static final boolean[] ALLOWED = new boolean[128];

    static {
        for (char c = '0'; c <= 'z'; c++) {
            ALLOWED[c] = Character.isLetterOrDigit(c);
        }
        for (int at = 0; at < LEGAL.length(); at++) {
            ALLOWED[LEGAL.charAt(at)] = true;
        }
    }

    private UrlText() {}

    /** The address with {@code http//host}, {@code http:/host} and the like put right. */
    static String mended(String url) {
        if ((url.startsWith("http://") && !isTypingRisk(url, 7))
                || (url.startsWith("https://") && !isTypingRisk(url, 8))) {
            return url;
        }
        if (url.regionMatches(true, 0, "http", 0, 4)) {
            var single = DOUBLED_SCHEME.matcher(url).replaceFirst("");
            var error = TYPING_ERROR.matcher(single);
            return error.find()
                    ? error.group(1).toLowerCase(Locale.ROOT) + "://" + single.substring(error.end())
                    : single;
        }
        return !url.isEmpty()
                        && url.charAt(0) <= '9'
                        && ADDRESS_ONLY.matcher(url).matches()
                ? "http://" + url
                : url;
    }

    /** A third slash or another scheme where the host should be. */
    private static boolean isTypingRisk(String url, int host) {
        return url.startsWith("/", host)
                || (url.regionMatches(true, host, "http", 0, 4) && url.indexOf(':', host) >= 0);
    }

    /** The length of the scheme before {@code :}, or 0. RFC 3986, 3.1. */
    static int schemeLength(String url) {
        int at = 0;
        while (at < url.length()) {
            char c = url.charAt(at);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (c == ':') {
                return at;
            }
            if (!letter && (at == 0 || ((c < '0' || c > '9') && c != '+' && c != '-' && c != '.'))) {
                return 0;
            }
            at++;
        }
        return 0;
    }

    /** The URL with only what is illegal percent-encoded; an internationalized host in its ASCII form. */
    static String encoded(String url) {
        int authority = url.indexOf("://");
        int host = authority < 0 ? 0 : authority + 3;
        int path = host;
        while (authority >= 0 && path < url.length() && "/?#\\".indexOf(url.charAt(path)) < 0) {
            path++;
        }
        int at = 0;
        while (at < url.length() && (isPlain(url.charAt(at)) || isLegal(url, at, at >= host && at < path))) {
            at++;
        }
        if (at == url.length()) {
            return url;
        }
        var out = new StringBuilder(url.length() + 32);
        if (at < path && hasForeignLetters(url, host, path)) {
            out.append(url, 0, host).append(ascii(url.substring(host, path)));
            at = path;
        } else {
            out.append(url, 0, at);
        }
        while (at < url.length()) {
            if (isLegal(url, at, at >= host && at < path)) {
                out.append(url.charAt(at++));
            } else {
                int point = url.codePointAt(at);
                at += Character.charCount(point);
                for (byte octet : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    out.append('%').append(hexDigit(octet >> 4)).append(hexDigit(octet));
                }
            }
        }
        return out.toString();
    }

    /** Legal wherever it stands. */
    private static boolean isPlain(char c) {
        return c < 128 && ALLOWED[c] && c != '%' && c != '[' && c != ']';
    }

    private static boolean isLegal(String url, int at, boolean inAuthority) {
        char c = url.charAt(at);
        if (c >= 128 || !ALLOWED[c]) {
            return false;
        }
        return switch (c) {
            case '[', ']' -> inAuthority; // IPv6 literals; elsewhere a macro such as [IFA]
            case '%' -> at + 2 < url.length() && Text.isHex(url, at + 1, at + 3);
            default -> true;
        };
    }

    private static boolean hasForeignLetters(String url, int from, int to) {
        for (int at = from; at < to; at++) {
            if (url.charAt(at) >= 128) {
                return true;
            }
        }
        return false;
    }

    private static String ascii(String authority) {
        int at = authority.lastIndexOf('@') + 1;
        int colon = authority.indexOf(':', at);
        int end = colon < 0 ? authority.length() : colon;
        try {
            return encoded(authority.substring(0, at))
                    + IDN.toASCII(authority.substring(at, end), IDN.ALLOW_UNASSIGNED)
                    + authority.substring(end);
        } catch (IllegalArgumentException _) {
            return encoded(authority); // no host name by any rule; the connection will say so
        }
    }

    /** The last part of the path, else the host, else the whole: a name for what has none. Never the query. */
    static String lastPart(String url) {
        int authority = url.indexOf("://");
        int host = authority < 0 ? 0 : authority + 3;
        int end = XtreamPath.pathEnd(url, host);
        while (end > host && url.charAt(end - 1) == '/') {
            end--;
        }
        int start = url.lastIndexOf('/', end - 1) + 1;
        var part = url.substring(Math.max(start, host), Math.max(end, host));
        part = part.substring(start <= host ? part.lastIndexOf('@') + 1 : 0);
        return part.isEmpty() ? "?" : part;
    }

    private static char hexDigit(int value) {
        return Character.toUpperCase(Character.forDigit(value & 0xF, 16));
    }
}
