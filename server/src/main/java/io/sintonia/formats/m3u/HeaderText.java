package io.sintonia.formats.m3u;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Reads headers written as {@code name=value&name=value}, percent-encoded or not, quoted or not, as Kodi takes them. */
final class HeaderText {
    /** What Kodi takes for its own options in this place; they are no request headers. */
    private static final Set<String> PLAYER_OPTIONS = Set.of(
            "verifypeer",
            "seekable",
            "failonerror",
            "redirect-limit",
            "postdata",
            "active-remote",
            "customrequest",
            "connection-timeout",
            "sslcipherlist",
            "auth",
            "acceptencoding",
            "noshout",
            "icymetadata",
            "timeout");

    private HeaderText() {}

    /** True if the text begins like {@code name=value}; what else stands behind a bar belongs to the URL. */
    static boolean looksLikeHeaders(String text) {
        int at = 0;
        while (at < text.length() && " |\t!".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        int start = at;
        // A percent sign is an attempt at a name with a line end in it: a header still, to be refused as one.
        while (at < text.length() && (isNameSign(text.charAt(at)) || text.charAt(at) == '%')) {
            at++;
        }
        return start == text.length() || (at > start && at < text.length() && text.charAt(at) == '=');
    }

    /** Adds every header of the text. */
    static void read(String text, RequestHeaders headers) {
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                return;
            }
            int end = valueEnd(text, equals + 1);
            var name = text.substring(at, equals).strip();
            boolean marked = name.startsWith("!");
            name = marked ? name.substring(1) : name;
            if (marked || !PLAYER_OPTIONS.contains(name.toLowerCase(Locale.ROOT))) {
                headers.add(name, decoded(Text.unquoted(text.substring(equals + 1, end)), name));
            }
            at = end + 1;
        }
    }

    /** Values hold {@code &} themselves, a Referer with a query above all: a pair ends where another name begins. */
    private static int valueEnd(String text, int from) {
        if (from < text.length() && (text.charAt(from) == '"' || text.charAt(from) == '\'')) {
            int close = text.indexOf(text.charAt(from), from + 1);
            if (close > 0 && (close + 1 == text.length() || "|& ".indexOf(text.charAt(close + 1)) >= 0)) {
                int end = close + 1;
                while (end < text.length() && text.charAt(end) == ' ') {
                    end++;
                }
                return end;
            }
        }
        boolean query = false;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            query |= c == '?';
            if ((c == '|' || c == '&') && beginsPair(text, at + 1, query && c == '&')) {
                return at;
            }
        }
        return text.length();
    }

    private static boolean beginsPair(String text, int from, boolean insideQuery) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '|')) {
            at++;
        }
        int start = at;
        while (at < text.length() && (isNameSign(text.charAt(at)) || text.charAt(at) == '!')) {
            at++;
        }
        if (at == start || at == text.length() || text.charAt(at) != '=') {
            return false;
        }
        var name = text.substring(start, at).toLowerCase(Locale.ROOT);
        return !insideQuery
                || name.indexOf('-') >= 0
                || name.startsWith("!")
                || Set.of("referer", "referrer", "origin", "cookie", "authorization", "range", "accept", "host")
                        .contains(name)
                || PLAYER_OPTIONS.contains(name);
    }

    private static boolean isNameSign(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /** Percent-decoded where valid. A plus means a blank only in an agent's name that was written without blanks. */
    private static String decoded(String value, String name) {
        var text = name.equalsIgnoreCase("user-agent") && value.indexOf(' ') < 0 ? value.replace('+', ' ') : value;
        if (text.indexOf('%') < 0) {
            return text;
        }
        var bytes = new ByteArrayOutputStream(text.length());
        byte[] written = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < written.length; at++) {
            int high = at + 2 < written.length && written[at] == '%' ? Character.digit(written[at + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(written[at + 2], 16);
            if (low >= 0) {
                bytes.write(high << 4 | low);
                at += 2;
            } else {
                bytes.write(written[at]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
