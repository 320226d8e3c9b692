package io.sintonia.formats.hls;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers and times as playlists write them. */
final class Numeral {
    private static final double LONGEST_SECONDS = 86_400;
    private static final Pattern WHOLE = Pattern.compile("(\\d{1,18})(\\.\\d*)?");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d{1,12}(\\.\\d{0,18})?|\\.\\d{1,18})");

    /** With an offset of any form, {@code +0000} included, or a Z. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private Numeral() {}

    static OptionalLong whole(String text) {
        var found = WHOLE.matcher(text.strip());
        return found.matches() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
    }

    static OptionalDouble decimal(String text) {
        String number = text.strip();
        return DECIMAL.matcher(number).matches()
                ? OptionalDouble.of(Double.parseDouble(number))
                : OptionalDouble.empty();
    }

    /** Seconds, at most a day; empty for none, for less than none and for no number. */
    static Optional<Duration> seconds(String text) {
        OptionalDouble seconds = decimal(text);
        return seconds.isPresent() && seconds.getAsDouble() > 0
                ? Optional.of(Duration.ofNanos((long) (Math.min(seconds.getAsDouble(), LONGEST_SECONDS) * 1e9)))
                : Optional.empty();
    }

    static Optional<Instant> moment(String text) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(text.strip().replace(' ', 'T'), TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
