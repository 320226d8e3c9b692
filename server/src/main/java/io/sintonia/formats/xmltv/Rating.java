package io.sintonia.formats.xmltv;

import java.util.OptionalDouble;

/**
 * A judgement about a programme: for whom it is fit ({@code rating}) or how good it is ({@code star-rating}).
 *
 * @param system who judges, such as {@code MPAA}, {@code VCHIP}, {@code IMDB}; empty if unknown
 * @param value as it stands there, such as {@code TV-14}, {@code 3.5 / 5}; never empty
 */
public record Rating(String system, String value) {
    /** Stars as 0 to 10: {@code 3.5 / 5} is 7; a number without a measure is one of ten. Empty if it is no number. */
    public OptionalDouble ofTen() {
        int slash = value.indexOf('/');
        double stars = number(slash < 0 ? value : value.substring(0, slash));
        double most = slash < 0 ? 10 : number(value.substring(slash + 1));
        return most > 0 && stars >= 0 && stars <= most ? OptionalDouble.of(stars / most * 10) : OptionalDouble.empty();
    }

    private static double number(String text) {
        String digits = text.strip().replace(',', '.');
        int points = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            points += c == '.' ? 1 : 0;
            if (c != '.' && (c < '0' || c > '9')) {
                return -1;
            }
        }
        boolean isNumber = points < 2 && digits.length() > points && digits.length() < 12;
        return isNumber ? Double.parseDouble(digits) : -1;
    }
}
