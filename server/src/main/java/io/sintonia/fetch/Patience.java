package io.sintonia.fetch;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * How long the next wait may last: the least of the longest silence, the end of the present phase and the end of the whole.
 * Asked before every read of a socket, so that a peer which trickles bytes cannot outlast a deadline. Owned by the reading thread.
 */
final class Patience {
    private static final Duration UNBOUNDED = Duration.ofDays(1);
    private final LongSupplier nanoTime;
    private Optional<Mark> whole;
    private Optional<Mark> phase = Optional.empty();
    private Duration silence = UNBOUNDED;

    private record Mark(long endNanos, String reason) {}

    /** A wait that is allowed, and what to say if it was in vain. */
    record Wait(Duration longest, String reason) {
        int millis() {
            return Math.clamp(longest.toMillis(), 1, Integer.MAX_VALUE);
        }
    }

    Patience(LongSupplier nanoTime, Duration whole) {
        this.nanoTime = nanoTime;
        this.whole = Optional.of(mark(whole, "not finished within " + words(whole)));
    }

    /** Starts to connect: all waits together must end within this time. */
    void connecting(Duration within) {
        phase = Optional.of(mark(within, "no connection within " + words(within)));
        silence = UNBOUNDED;
    }

    /** Connected: from now on only silence counts, and the whole. */
    void listening(Duration longestSilence) {
        phase = Optional.empty();
        silence = longestSilence;
    }

    /** The stream runs: it may run for ever, but not pause longer than this. */
    void streaming(Duration longestSilence) {
        listening(longestSilence);
        whole = Optional.empty();
    }

    /** The next wait, or a timeout if there is no time left for any. */
    Wait next() throws SocketTimeoutException {
        long now = nanoTime.getAsLong();
        Wait least = Stream.of(whole, phase)
                .flatMap(Optional::stream)
                .map(mark -> new Wait(Duration.ofNanos(mark.endNanos() - now), mark.reason()))
                .reduce(
                        new Wait(silence, "no byte for " + words(silence)),
                        (a, b) -> b.longest().compareTo(a.longest()) < 0 ? b : a);
        if (!least.longest().isPositive()) {
            throw new SocketTimeoutException(least.reason());
        }
        return least;
    }

    private Mark mark(Duration within, String reason) {
        return new Mark(nanoTime.getAsLong() + within.toNanos(), reason);
    }

    static void requirePositive(String name, Duration value) {
        if (!value.isPositive() || value.compareTo(UNBOUNDED) > 0) {
            throw new IllegalArgumentException(
                    name + " is " + value + ": expected more than nothing and at most a day");
        }
    }

    /** 250 ms, 10 s, 2.5 s, 10 min. */
    static String words(Duration time) {
        if (time.toMillis() < 1_000) {
            return time.toMillis() + " ms";
        }
        if (time.toMillis() % 1_000 != 0) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
        }
        return time.toSeconds() % 60 == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
