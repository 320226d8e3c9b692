package io.sintonia.formats;

import java.util.regex.Pattern;

/**
 * Text that may be shown: URLs in it have lost their credentials. Rather one harmless value too many is hidden than one
 * secret shown. Every quantifier runs over a character class, so the cost is linear in the text and the stack is flat.
 */
public final class Redacted {
    private static final String HIDDEN = "***";

    /** {@code scheme://user:password@host}. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=//)[^/?#\\s\"'|]*@");

    /** {@code /live/user/password/id} and its relatives of the Xtream panels. */
    private static final Pattern PANEL_PATH = Pattern.compile(
            "(?<=/)(live|movie|series|timeshift|radio_streams|hlsr?|play)/+[^/\\s?#|]+/+[^/\\s?#|]+(?=/)",
            Pattern.CASE_INSENSITIVE);

    /** {@code //host/user/password/123.ts}, the panels' short form. */
    private static final Pattern PANEL_SHORT_PATH = Pattern.compile(
            "(//[^/\\s?#|\"]+/+)[^/\\s?#|\"]+/+[^/\\s?#|\"]+(?=/+[0-9]+(?:\\.[a-z0-9]{2,4})?(?![^\\s?|\"]))");

    /** A query, form or pipe-header value whose key speaks of a secret, in plain, percent-encoded or JSON notation. */
    private static final Pattern SECRET_VALUE = Pattern.compile(
            "(?<![A-Za-z0-9])((?:[a-z_-]{0,24}(?:user(?!-agent)|login|pass|pwd|token|auth|secret|apikey|api_key|api-key|"
                    + "cookie|session|sign|hdnts|hdnea|hdntl|hmac|license_key|jwt)[a-z_-]{0,24}"
                    + "|sid|sig|mac|key|md5|st|u|p)(?:=|%3D|\"\\s{0,4}:\\s{0,4}))(\"[^\"]*\"?|[^&;\\s\"|#]+)",
            Pattern.CASE_INSENSITIVE);

    /** The same for header lines: everything after the colon. */
    private static final Pattern SECRET_HEADER =
            Pattern.compile("((?:authorization|cookie)\\s{0,4}[:=]\\s{0,4})[^|&\"\\r\\n]+", Pattern.CASE_INSENSITIVE);

    /** Any other value of a query that looks minted rather than written; ids of 40 hexadecimal digits are public. */
    private static final Pattern MINTED_VALUE = Pattern.compile(
            "(?<=[?&])(?!(?:id|content_id|infohash)=)([A-Za-z0-9_.-]+=)(?=[^&\\s|#]*[0-9])[A-Za-z0-9_.~*%+/=-]{24,}");

    private Redacted() {}

    /** The text without the credentials that its URLs, queries and headers carry. */
    public static String of(String text) {
        if (text.indexOf('/') < 0 && text.indexOf('=') < 0 && text.indexOf(':') < 0) {
            return text;
        }
        var shown = USER_INFO.matcher(text).replaceAll(HIDDEN + "@");
        shown = PANEL_PATH.matcher(shown).replaceAll("$1/" + HIDDEN + "/" + HIDDEN);
        shown = PANEL_SHORT_PATH.matcher(shown).replaceAll("$1" + HIDDEN + "/" + HIDDEN);
        shown = SECRET_VALUE.matcher(shown).replaceAll("$1" + HIDDEN);
        shown = SECRET_HEADER.matcher(shown).replaceAll("$1" + HIDDEN);
        return MINTED_VALUE.matcher(shown).replaceAll("$1" + HIDDEN);
    }
}
