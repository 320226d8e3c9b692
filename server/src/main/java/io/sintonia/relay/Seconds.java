package io.sintonia.relay;

import java.time.Duration;
import java.util.Locale;

/** Durations in sentences. */
final class Seconds {
    private Seconds() {}

    /** Such as {@code 5 s} or {@code 0.5 s}. */
    static String of(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        return String.format(Locale.ROOT, seconds == Math.rint(seconds) ? "%.0f s" : "%.1f s", seconds);
    }
}
