package io.sintonia.formats.m3u;

import java.util.Locale;

/** The attribute keys met so far, in lower case, so that a million entries share one copy of each. Bounded. */
final class Words {
    private static final int SLOTS = 1024;

    private final String[] known = new String[SLOTS];

    /** The word in lower case that stands between {@code from} and {@code to}. */
    String at(String line, int from, int to) {
        int hash = 0;
        for (int at = from; at < to; at++) {
            hash = 31 * hash + lower(line.charAt(at));
        }
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        var word = known[slot];
        if (word != null && word.length() == to - from && line.regionMatches(true, from, word, 0, to - from)) {
            return word;
        }
        var fresh = line.substring(from, to).toLowerCase(Locale.ROOT);
        known[slot] = fresh; // A collision only costs copies: the newer one stays.
        return fresh;
    }

    private static int lower(char c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
}
