package io.sintonia.names;

import java.util.Locale;

/** Reads guide ids as names, where they are some. */
final class GuideId {
    private static final int MAX_LENGTH = 100;

    private GuideId() {}

    /** The id written as a name with labels: {@code BBCOne.uk@London} is {@code |GB| BBC One (London)}; empty if it says nothing. */
    static String spread(String id) {
        var folded = Fold.fold(id.strip());
        if (folded.length() > MAX_LENGTH || isOpaque(folded)) {
            return "";
        }
        int at = folded.lastIndexOf('@');
        var feed = at > 0 ? folded.substring(at + 1) : "";
        var base = at > 0 ? folded.substring(0, at) : folded;
        var country = "";
        int dot = base.lastIndexOf('.');
        if (dot > 0) {
            country = Country.ofIdEnding(base.substring(dot + 1).toLowerCase(Locale.ROOT));
            if (!country.isEmpty()) {
                base = base.substring(0, dot);
            }
        }
        var out = new StringBuilder(id.length() + 16);
        if (!country.isEmpty()) {
            out.append('|').append(country.toUpperCase(Locale.ROOT)).append("| ");
        }
        spreadWords(base, out);
        if (!feed.isEmpty()) {
            spreadWords(feed, out.append(" ("));
            out.append(')');
        }
        return out.toString();
    }

    /** "I10436.labs.zap2it.com", "UK_RT_2667", "12345", "a1b2c3…": numbers of somebody's database. */
    private static boolean isOpaque(String id) {
        int digits = 0;
        int letters = 0;
        int dots = 0;
        int run = 0;
        for (int i = 0; i < id.length(); i++) {
            char letter = id.charAt(i);
            if (letter >= '0' && letter <= '9') {
                digits++;
                run++;
                if (run >= 4) {
                    return true;
                }
            } else {
                run = 0;
                dots += letter == '.' ? 1 : 0;
                letters += Character.isLetter(letter) ? 1 : 0;
            }
        }
        return letters == 0 || digits > letters + 2 || dots > 1;
    }

    private static void spreadWords(String base, StringBuilder out) {
        for (int i = 0; i < base.length(); i++) {
            char letter = base.charAt(i);
            if (letter == '.' || letter == '_') {
                out.append(' ');
                continue;
            }
            if (i > 0 && Character.isUpperCase(letter)) {
                boolean afterLower = Character.isLowerCase(base.charAt(i - 1));
                boolean beforeLower = Character.isUpperCase(base.charAt(i - 1))
                        && i + 1 < base.length()
                        && Character.isLowerCase(base.charAt(i + 1));
                if (afterLower || beforeLower) {
                    out.append(' ');
                }
            }
            out.append(letter);
        }
    }
}
