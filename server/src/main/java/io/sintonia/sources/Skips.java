package io.sintonia.sources;

import io.sintonia.formats.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What one reading left out and what it found odd; bounded. Of one thread. */
final class Skips {
    private static final int MOST = 1000;

    private final List<Remark> kept = new ArrayList<>();
    private long count;
    private long odd;
    private Optional<Remark> firstOdd = Optional.empty();

    /** Notes an entry that was not taken over. */
    void skip(long line, String entry, String reason) {
        count++;
        if (kept.size() < MOST) {
            kept.add(new Remark(line, entry, reason));
        }
    }

    /** Notes something that cost no entry. */
    void odd(long line, String text, String reason) {
        odd++;
        if (firstOdd.isEmpty()) {
            firstOdd = Optional.of(new Remark(line, text, reason));
        }
    }

    long count() {
        return count;
    }

    List<Remark> remarks() {
        return List.copyOf(kept);
    }

    /** Begins with a semicolon, as it follows a sentence; empty if nothing was odd. */
    String oddLines() {
        return firstOdd.map(first -> String.format(Locale.ROOT, "; odd: %,d, the first: %s", odd, first.reason()))
                .orElse("");
    }
}
