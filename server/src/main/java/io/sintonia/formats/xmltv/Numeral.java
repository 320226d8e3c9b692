package io.sintonia.formats.xmltv;

import java.util.Locale;
import java.util.OptionalInt;

/** The numbers within a short text, found by the words beside them. At most six digits count as a number. */
final class Numeral {
    private static final int MOST_DIGITS = 6;
    private static final int MOST_CHARACTERS = 100;

    private final String text;

    Numeral(String text) {
        String looked = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
        this.text = looked.toLowerCase(Locale.ROOT);
    }

    /** The number, if the text is one. */
    OptionalInt whole() {
        return digits(0) == text.length() ? number(0, text.length()) : OptionalInt.empty();
    }

    /** The number after the first of these words that has one; blanks, points and signs may stand between. */
    OptionalInt after(String... words) {
        for (String word : words) {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                boolean begins = at == 0 || !Character.isLetter(text.charAt(at - 1));
                int from = at + word.length();
                while (from < text.length() && " .:#-".indexOf(text.charAt(from)) >= 0) {
                    from++;
                }
                int to = digits(from);
                if (begins && to > from) {
                    return number(from, to);
                }
            }
        }
        return OptionalInt.empty();
    }

    /** The number right before this sign, if another follows it: {@code 1x02}. */
    OptionalInt before(char sign) {
        int at = text.indexOf(sign);
        int from = at;
        while (from > 0 && isDigit(text.charAt(from - 1))) {
            from--;
        }
        return at > from && digits(at + 1) > at + 1 ? number(from, at) : OptionalInt.empty();
    }

    private int digits(int from) {
        int to = from;
        while (to < text.length() && isDigit(text.charAt(to))) {
            to++;
        }
        return to;
    }

    private OptionalInt number(int from, int to) {
        return to > from && to - from <= MOST_DIGITS
                ? OptionalInt.of(Integer.parseInt(text, from, to, 10))
                : OptionalInt.empty();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
