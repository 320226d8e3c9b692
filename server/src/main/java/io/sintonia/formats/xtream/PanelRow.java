package io.sintonia.formats.xtream;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One object of an answer: its plain values as texts. Panels write numbers as strings and strings as numbers, arrays of one for a value
 * and {@code null} for nothing, so everything is asked for by what it should be.
 *
 * @param number its place in the answer, from 1
 * @param values what it says, without nulls; of an array its first value; nested objects are left out
 */
public record PanelRow(long number, Map<String, String> values) {
    private static final int MOST_DIGITS = 30;

    public PanelRow {
        values = Map.copyOf(values);
    }

    /** The text of the first of these fields that says something, without blanks around it and control characters; else "". */
    public String text(String... fields) {
        for (String field : fields) {
            String value = values.getOrDefault(field, "")
                    .replaceAll("[\\p{Cntrl}\\u2028\\u2029\\uFEFF]+", " ")
                    .strip();
            if (!value.isEmpty() && !value.equals("null")) {
                return value;
            }
        }
        return "";
    }

    /** A whole number, also written as {@code "7"}, {@code 7.0} or {@code " 7 "}; empty if it is none. */
    public OptionalLong whole(String... fields) {
        String text = text(fields);
        if (text.isEmpty() || text.length() > MOST_DIGITS || "+-.0123456789".indexOf(text.charAt(0)) < 0) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(new BigDecimal(text).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether the field says yes: 1, "1", true, yes, or anything over nothing. */
    public boolean isSet(String field) {
        String text = text(field).toLowerCase(Locale.ROOT);
        OptionalLong number = whole(field);
        return number.isPresent()
                ? number.getAsLong() > 0
                : text.equals("true") || text.equals("yes") || text.equals("on");
    }

    /** The panel's id of a thing: digits without leading zeros, or a word of letters and digits; empty if the field has no such. */
    public Optional<String> id(String... fields) {
        OptionalLong number = whole(fields);
        if (number.isPresent()) {
            return number.getAsLong() > 0 ? Optional.of(Long.toString(number.getAsLong())) : Optional.empty();
        }
        // it becomes a part of a path: nothing that could change the path's shape
        String text = text(fields);
        return text.matches("[A-Za-z0-9_-]{1,64}") ? Optional.of(text) : Optional.empty();
    }

    /** The year that the row or its name tells. */
    public OptionalInt year() {
        String text = text("year", "release_date", "releaseDate", "releasedate");
        if (text.matches("(18|19|20)\\d\\d([^\\d].*)?")) {
            return OptionalInt.of(Integer.parseInt(text.substring(0, 4)));
        }
        return OptionalInt.empty();
    }

    /** An address of a picture: http or https, else "". */
    public String picture(String... fields) {
        String text = text(fields);
        return text.regionMatches(true, 0, "http://", 0, 7) || text.regionMatches(true, 0, "https://", 0, 8)
                ? text
                : "";
    }

    /** The name only: other fields may hold credentials. */
    @Override
    public String toString() {
        return "PanelRow[" + number + ", " + text("name", "title", "category_name") + "]";
    }
}
