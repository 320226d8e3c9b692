package io.sintonia.accounts;

import java.util.Locale;
import java.util.Set;

/** What a player's name and password may be, given that they stand in the paths and queries of URLs as they are. */
final class PlayerCredential {
    static final int LONGEST = 128;

    /** What to tell people about {@link #isUsable}. */
    static final String EXPECTATION = "1 to 128 characters, with no blank and none of / ? # & % +";

    /** What to tell people about {@link #isReserved}. */
    static final String RESERVED_EXPECTATION = "a name that is not the beginning of one of our own addresses";

    // First path segments of our own: /{u}/{p}/{id} must never be taken for one of them.
    private static final Set<String> RESERVED = Set.of(
            "live",
            "movie",
            "series",
            "timeshift",
            "timeshifts",
            "streaming",
            "hls",
            "hlsr",
            "play",
            "auth",
            "images",
            "api",
            "health",
            "metrics",
            "ace",
            "radio_streams",
            "created_live",
            "assets");

    private PlayerCredential() {}

    /** Whether a name or password survives in a URL: players put it there without escaping. */
    static boolean isUsable(String text) {
        // RFC 3986, 5.2.4: a segment of one or two dots is removed on the way.
        return !text.isEmpty()
                && text.length() <= LONGEST
                && !text.equals(".")
                && !text.equals("..")
                && text.codePoints().noneMatch(PlayerCredential::breaksUrl);
    }

    /** Whether a name is the beginning of one of our own addresses, in any case. */
    static boolean isReserved(String username) {
        return RESERVED.contains(username.toLowerCase(Locale.ROOT));
    }

    private static boolean breaksUrl(int codePoint) {
        return "/?#&%+".indexOf(codePoint) >= 0
                || Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.isISOControl(codePoint);
    }
}
