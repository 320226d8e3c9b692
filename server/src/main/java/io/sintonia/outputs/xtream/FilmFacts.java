package io.sintonia.outputs.xtream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sintonia.catalogue.Facts;
import io.sintonia.outputs.OneLine;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** What is known of films and series, in forms that no player stumbles over: texts never null, dates real ones, numbers numbers. */
final class FilmFacts {
    private static final double MOST_RATING = 10;
    private static final int MOST_MINUTES = 10_000;
    private static final int MINUTE = 60;

    private FilmFacts() {}

    /** From 0 to 10. */
    static double ratingNumber(Facts facts) {
        double rating = facts.number("rating");
        double known = rating > 0 ? rating : 2 * facts.number("rating_5based");
        return Math.clamp(Math.round(known * 10) / 10.0, 0, MOST_RATING);
    }

    /** The same as a text; some players fail on a number here. */
    static String rating(Facts facts) {
        double rating = ratingNumber(facts);
        return rating == Math.rint(rating) ? Long.toString((long) rating) : Double.toString(rating);
    }

    static double ratingOfFive(Facts facts) {
        return Math.round(ratingNumber(facts) * 5) / 10.0;
    }

    static void people(JsonGenerator json, Facts facts) throws IOException {
        json.writeStringField("plot", text(facts, "plot", "description"));
        json.writeStringField("cast", text(facts, "cast", "actors"));
        json.writeStringField("director", text(facts, "director"));
        json.writeStringField("genre", text(facts, "genre"));
    }

    /** Under the first name that has something, in one line. */
    static String text(Facts facts, String... names) {
        return OneLine.of(facts.text(names));
    }

    static String trailer(Facts facts) {
        return text(facts, "youtube_trailer", "trailer");
    }

    /** {@code 2020-03-01}, or empty; some players fail on anything else. */
    static String date(Facts facts) {
        return date(facts.text("release_date", "releasedate", "releaseDate", "air_date"));
    }

    private static String date(String text) {
        String day = text.length() > 10 ? text.substring(0, 10) : text;
        try {
            return LocalDate.parse(day).toString();
        } catch (DateTimeParseException e) {
            return "";
        }
    }

    /** How long it runs, 0 if unknown. */
    static int minutes(Facts facts) {
        double minutes = facts.number("episode_run_time", "runtime");
        return (int) Math.clamp(minutes > 0 ? minutes : (double) seconds(facts) / MINUTE, 0, MOST_MINUTES);
    }

    static long seconds(Facts facts) {
        double seconds = facts.number("duration_secs");
        double known = seconds > 0 ? seconds : facts.number("episode_run_time", "runtime") * MINUTE;
        return (long) Math.clamp(known, 0, (double) MOST_MINUTES * MINUTE);
    }

    static String clock(long seconds) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d",
                seconds / (MINUTE * MINUTE),
                seconds / MINUTE % MINUTE,
                seconds % MINUTE);
    }

    static long bitrate(Facts facts) {
        return (long) Math.clamp(facts.number("bitrate"), 0, 1_000_000);
    }

    /** A number as a text, or empty. */
    static String digits(String text) {
        boolean number = !text.isEmpty() && text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? text : "";
    }

    /** A number under a name if it is known; else nothing, since an empty text is taken for a fault. */
    static void number(JsonGenerator json, String name, String text) throws IOException {
        String digits = digits(text);
        if (!digits.isEmpty()) {
            json.writeNumberField(name, Long.parseLong(digits));
        }
    }

    static void backdrops(JsonGenerator json, Facts facts) throws IOException {
        json.writeArrayFieldStart("backdrop_path");
        for (String url : facts.all("backdrop_path")) {
            json.writeString(OneLine.of(url));
        }
        json.writeEndArray();
    }
}
