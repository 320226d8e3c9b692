package io.sintonia.formats.m3u;

import java.util.Arrays;

/**
 * Reads what follows {@code #EXTINF:} or {@code #EXTM3U}: a duration, attributes and the name after the first comma
 * outside quotes. Forgiving in the ways that real lists need: values in double, single or no quotes, blanks around
 * {@code =} or none between attributes, quotes that stray or are never closed. One object reads line after line.
 */
final class AttributeLine {
    /** Which of the two lines is read. */
    enum Form {
        EXTINF,
        HEADER
    }

    private static final long MOST_SECONDS = 10_000_000;

    private final Words words = new Words();
    private final int mostAttributes;
    private String[] pairs = new String[32];
    private int filled;
    private int refused;
    private long durationSeconds;
    private String name = "";
    private boolean hasComma;
    private int looseFrom;
    private int looseTo;

    AttributeLine(int mostAttributes) {
        this.mostAttributes = mostAttributes;
    }

    void read(String line, int from, Form form) {
        filled = 0;
        refused = 0;
        durationSeconds = -1;
        name = "";
        hasComma = false;
        looseFrom = -1;
        looseTo = -1;
        int at = form == Form.EXTINF ? duration(line, blanks(line, from)) : from;
        int length = line.length();
        while ((at = blanks(line, at)) < length) {
            char c = line.charAt(at);
            if (c == ',') {
                if (form == Form.EXTINF && !attributesFollow(line, at + 1)) {
                    name = Text.clean(line, at + 1, length);
                    hasComma = true;
                    return;
                }
                at++;
                continue;
            }
            int keyEnd = keyEnd(line, at);
            int equals = keyEnd > at ? blanks(line, keyEnd) : length;
            if (equals < length && line.charAt(equals) == '=') {
                at = value(line, at, keyEnd, equals + 1, form);
                looseFrom = -1;
            } else {
                looseFrom = looseFrom < 0 ? at : looseFrom;
                at = Math.max(keyEnd, at + 1);
                looseTo = at;
            }
        }
    }

    private int duration(String line, int from) {
        int length = line.length();
        int at = from;
        boolean negative = at < length && line.charAt(at) == '-';
        if (at < length && (negative || line.charAt(at) == '+')) {
            at++;
        }
        at = blanks(line, at);
        int digits = at;
        long seconds = 0;
        while (at < length && isDigit(line.charAt(at))) {
            seconds = Math.min(MOST_SECONDS, seconds * 10 + line.charAt(at) - '0');
            at++;
        }
        if (at == digits) {
            return from;
        }
        if (at < length && line.charAt(at) == '.') {
            do {
                at++;
            } while (at < length && isDigit(line.charAt(at)));
        }
        durationSeconds = negative ? -1 : seconds;
        return at;
    }

    /** {@code #EXTINF:-1, tvg-id="x",Name}: the comma before attributes is one too many. */
    private static boolean attributesFollow(String line, int from) {
        int key = blanks(line, from);
        int end = keyEnd(line, key);
        return end > key && line.startsWith("=\"", end) && line.indexOf("\",", end + 2) >= 0;
    }

    private int value(String line, int key, int keyEnd, int afterEquals, Form form) {
        int length = line.length();
        int at = blanks(line, afterEquals);
        if (at > afterEquals && at < length) {
            // key= other="x": the blank belongs to an empty value if an attribute follows.
            int next = keyEnd(line, at);
            if (next > at && next < length && line.charAt(next) == '=') {
                keep(line, key, keyEnd, at, at);
                return at;
            }
        }
        if (at < length && (line.charAt(at) == '"' || line.charAt(at) == '\'')) {
            return quoted(line, key, keyEnd, at, form);
        }
        int end = bareEnd(line, at, form);
        keep(line, key, keyEnd, at, end);
        return end;
    }

    private int quoted(String line, int key, int keyEnd, int open, Form form) {
        char quote = line.charAt(open);
        int length = line.length();
        int close = line.indexOf(quote, open + 1);
        while (close >= 0) {
            int after = close + 1;
            if (after == length || isBlank(line.charAt(after)) || line.charAt(after) == ',') {
                keep(line, key, keyEnd, open + 1, close);
                return after;
            }
            int nextKeyEnd = keyEnd(line, after);
            int equals = blanks(line, nextKeyEnd);
            if (nextKeyEnd > after && equals < length && line.charAt(equals) == '=') {
                keep(line, key, keyEnd, open + 1, close);
                return after;
            }
            if (line.charAt(close - 1) == '=') {
                // id="abc logo="x": this quote opens the next value, the first one was never closed.
                int word = close - 1;
                while (word > open + 1 && isKey(line.charAt(word - 1))) {
                    word--;
                }
                if (word < close - 1 && isBlank(line.charAt(word - 1))) {
                    keep(line, key, keyEnd, open + 1, word - 1);
                    return word;
                }
            }
            close = line.indexOf(quote, after);
        }
        int end = bareEnd(line, open + 1, form);
        keep(line, key, keyEnd, open + 1, end);
        return end;
    }

    private static int bareEnd(String line, int from, Form form) {
        int at = from;
        while (at < line.length() && !isBlank(line.charAt(at)) && (form == Form.HEADER || line.charAt(at) != ',')) {
            at++;
        }
        return at;
    }

    private void keep(String line, int key, int keyEnd, int from, int to) {
        var word = words.at(line, key, keyEnd);
        for (int at = 0; at < filled; at += 2) {
            if (pairs[at].equals(word)) {
                return; // seen twice: the first one wins
            }
        }
        if (filled >= 2 * mostAttributes) {
            refused++;
            return;
        }
        if (filled == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * filled);
        }
        pairs[filled++] = word;
        pairs[filled++] = Text.clean(line, from, to);
    }

    private static int blanks(String line, int from) {
        int at = from;
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int keyEnd(String line, int from) {
        int at = from;
        while (at < line.length() && isKey(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isKey(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '-' || c == '_' || c == '.';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\u00A0';
    }

    /** The attributes of the line just read. */
    Attributes attributes() {
        return filled == 0 ? Attributes.NONE : new Attributes(Arrays.copyOf(pairs, filled));
    }

    /** Seconds, -1 where none or a negative number stands. */
    long durationSeconds() {
        return durationSeconds;
    }

    /** What follows the comma, trimmed; empty where nothing does. */
    String name() {
        return name;
    }

    /** Words that belong to no attribute at the end of a line without a comma; else empty. */
    String looseWords(String line) {
        return hasComma || looseFrom < 0 ? "" : Text.clean(line, looseFrom, looseTo);
    }

    /** How many attributes were beyond the limit. */
    int refused() {
        return refused;
    }
}
