package io.sintonia.plays;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A play as it is read: what was asked, what became of it, and its timeline.
 *
 * @param id ours; 0 until it is written for the first time
 * @param asked who asked for what
 * @param ended empty while it goes on
 * @param reason for people; of a refusal its code
 * @param counts what went over the line
 * @param events in the order in which they happened
 * @param eventsLeftOut how many more there were
 */
public record Played(
        long id,
        Play.Asked asked,
        Instant started,
        Optional<Instant> ended,
        PlayOutcome outcome,
        String reason,
        Counts counts,
        List<PlayEvent> events,
        int eventsLeftOut) {
    public Played {
        events = List.copyOf(events);
    }

    /**
     * What went over the line.
     *
     * @param firstByte from the request to the first byte for the viewer; empty if there was none
     * @param bytes for HLS, those of the segments its player asked for
     * @param skips how often the viewer was moved forward
     */
    public record Counts(Optional<Duration> firstByte, long bytes, long skips) {}
}
