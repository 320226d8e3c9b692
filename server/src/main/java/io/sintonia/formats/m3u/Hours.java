package io.sintonia.formats.m3u;

import java.time.Duration;
import java.util.Optional;

/** Hours as lists write them: {@code -4.5}, {@code +3}, {@code 0,5}. */
final class Hours {
    private static final int MOST_HOURS = 48;

    private Hours() {}

    /** The span, exact to the second; empty where the text is no number of hours within two days. */
    static Optional<Duration> of(String text) {
        var written = text.strip().replace(',', '.');
        if (written.isEmpty() || written.length() > 12) {
            return Optional.empty();
        }
        for (int at = 0; at < written.length(); at++) {
            char c = written.charAt(at);
            if ((c < '0' || c > '9') && c != '.' && (at > 0 || (c != '-' && c != '+'))) {
                return Optional.empty();
            }
        }
        try {
            double hours = Double.parseDouble(written);
            return Math.abs(hours) > MOST_HOURS
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(Math.round(hours * 3600)));
        } catch (NumberFormatException _) {
            return Optional.empty(); // "-", "." and "1.2.3" pass the scan above
        }
    }
}
