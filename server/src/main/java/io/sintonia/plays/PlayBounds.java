package io.sintonia.plays;

import java.time.Duration;

/**
 * How much is kept.
 *
 * @param age how long a play is kept after its end
 * @param mostPlays how many lie in the table
 * @param mostWaiting how many wait in memory to be written
 */
record PlayBounds(Duration age, int mostPlays, int mostWaiting) {
    static final PlayBounds USUAL = new PlayBounds(Duration.ofDays(7), 100_000, 10_000);
}
