package io.sintonia.plays;

import io.sintonia.config.Redacted;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes texts from outside fit to be kept: one line, short, and addresses cut down to scheme and host. */
final class Plain {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cs}]+");
    // the last character is no punctuation: a sentence may go on after an address
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{1,20}://\\S*[^\\s.,;:)'\"]");
    private static final Pattern NO_NAME = Pattern.compile("[^\\p{L}\\p{N} @._-]");

    private Plain() {}

    static String line(String text, int most) {
        // cut before the search, so that its cost has a bound, and after it, since a mask may be longer
        String line = UNPRINTABLE.matcher(cut(text, 4 * most)).replaceAll(" ");
        return cut(
                ADDRESS.matcher(line).replaceAll(found -> Matcher.quoteReplacement(Redacted.address(found.group()))),
                most);
    }

    /** A name that somebody typed may hold anything. */
    static String name(String text, int most) {
        return NO_NAME.matcher(cut(text, most)).replaceAll("?");
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
