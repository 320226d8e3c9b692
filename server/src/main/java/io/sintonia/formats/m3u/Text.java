package io.sintonia.formats.m3u;

import java.util.Map;

/** Small questions about text that several readers of this room ask. */
final class Text {
    private Text() {}

    /** The part of a line without blanks around it and without control characters, which no player shows. */
    static String clean(String line, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isEdge(line.charAt(start))) {
            start++;
        }
        while (end > start && isEdge(line.charAt(end - 1))) {
            end--;
        }
        for (int at = start; at < end; at++) {
            if (isControl(line.charAt(at))) {
                return withoutControls(line, start, end);
            }
        }
        return line.substring(start, end);
    }

    private static String withoutControls(String line, int from, int to) {
        var kept = new StringBuilder(to - from);
        for (int at = from; at < to; at++) {
            char c = line.charAt(at);
            if (c == '\t') {
                kept.append(' ');
            } else if (!isControl(c)) {
                kept.append(c);
            }
        }
        return kept.toString().strip();
    }

    private static boolean isEdge(char c) {
        return c <= ' ' || c == '\u00A0' || c == '\uFEFF';
    }

    static boolean isControl(char c) {
        return c < ' ' || (c >= 0x7F && c < 0xA0) || c == '\uFEFF' || c == '\u2028' || c == '\u2029';
    }

    /** The value without a pair of quotes around it. */
    static String unquoted(String value) {
        var text = value.strip();
        if (text.length() >= 2 && (text.charAt(0) == '"' || text.charAt(0) == '\'')) {
            char quote = text.charAt(0);
            if (text.charAt(text.length() - 1) == quote) {
                return text.substring(1, text.length() - 1).strip();
            }
        }
        return text;
    }

    /** The first of these attributes that says something, or "". */
    static String first(Map<String, String> attributes, String... keys) {
        if (attributes.isEmpty()) {
            return "";
        }
        for (var key : keys) {
            var value = attributes.get(key);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return "";
    }

    /** True for the words lists use for yes. */
    static boolean isYes(String value) {
        return value.equals("1") || value.equalsIgnoreCase("true") || value.equalsIgnoreCase("yes");
    }

    /** True for exactly 40 hexadecimal digits, an AceStream id. */
    static boolean isFortyHex(String text) {
        return text.length() == 40 && isHex(text, 0, 40);
    }

    static boolean isHex(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (Character.digit(text.charAt(at), 16) < 0 || text.charAt(at) > 'f') {
                return false;
            }
        }
        return true;
    }

    static boolean isNumber(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
