package io.sintonia.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Spans of time as people write them: {@code 500ms}, {@code 30s}, {@code 15m}, {@code 12h}, {@code 7d}. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

    private Durations() {}

    /** Reads a whole number with one unit; empty for anything else. A day has 24 hours. */
    public static Optional<Duration> parse(String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        var amount = Long.parseLong(form.group(1));
        return Optional.of(
                switch (form.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                });
    }

    /** Writes a span in the largest unit that divides it, such that {@link #parse} reads it back; below 1 ms is cut off. */
    public static String text(Duration span) {
        if (span.toMillisPart() != 0 || span.isZero()) {
            return span.isZero() ? "0s" : span.toMillis() + "ms";
        }
        if (span.toSecondsPart() != 0) {
            return span.toSeconds() + "s";
        }
        if (span.toMinutesPart() != 0) {
            return span.toMinutes() + "m";
        }
        return span.toHoursPart() != 0 ? span.toHours() + "h" : span.toDays() + "d";
    }
}
