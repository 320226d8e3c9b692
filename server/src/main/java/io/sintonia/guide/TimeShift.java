package io.sintonia.guide;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how far a guide's times are off, and in which zone they are. Pure. */
final class TimeShift {
    private static final Pattern FORM = Pattern.compile("[+-]?(?=\\d)((?<h>\\d{1,2})h)?((?<m>\\d{1,4})m)?");
    private static final Duration MOST = Duration.ofDays(1);

    private TimeShift() {}

    /** Hours and minutes with a sign, a day at most. */
    static Optional<Duration> parse(String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        Duration shift = Duration.ofHours(number(form.group("h"))).plusMinutes(number(form.group("m")));
        return shift.compareTo(MOST) > 0
                ? Optional.empty()
                : Optional.of(text.strip().startsWith("-") ? shift.negated() : shift);
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
