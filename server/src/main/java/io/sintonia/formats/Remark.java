package io.sintonia.formats;

/**
 * One place in foreign input that a reader could not take as it stands, and what became of it. Odd input is never an
 * exception: it is a remark, and reading goes on. The text is made safe to show when the remark is made.
 *
 * @param line where it stands, counted from 1; 0 where the remark is about the whole input
 * @param text the offending entry, its credentials replaced by {@code ***}, at most {@value #MOST_CHARACTERS} characters
 * @param reason what is wrong with it and what happens instead, in a reader's words
 */
public record Remark(long line, String text, String reason) {
    /** The longest text a remark holds. */
    public static final int MOST_CHARACTERS = 200;

    private static final int MOST_LOOKED_AT = 1000;

    public Remark {
        text = safe(text);
        reason = safe(reason);
    }

    /** Looks at no more than could be shown, so that a remark on a line of 64 KiB costs no more than one on a short line. */
    private static String safe(String text) {
        // What is cut may end within a URL's credentials: the signs that would follow them let them be found.
        return shortened(Redacted.of(text.length() > MOST_LOOKED_AT ? text.substring(0, MOST_LOOKED_AT) + "@/" : text));
    }

    private static String shortened(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        int end = MOST_CHARACTERS - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
