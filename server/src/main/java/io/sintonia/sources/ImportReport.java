package io.sintonia.sources;

import io.sintonia.formats.Remark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What one reading of a source brought.
 *
 * @param outcome how it ended
 * @param message for people: what happened, and what follows from it
 * @param counts what was found
 * @param skipped the first thousand entries that were not taken over, each with line and reason
 */
public record ImportReport(
        long sourceId,
        Instant started,
        Duration took,
        Outcome outcome,
        String message,
        Counts counts,
        List<Remark> skipped) {
    public ImportReport {
        skipped = List.copyOf(skipped);
    }

    /** How an import ended. */
    public enum Outcome {
        /** The catalogue is as the list says. */
        APPLIED,
        /** The list is the same as last time. */
        UNCHANGED,
        /** Too much would have vanished; the old list stays until the owner approves. */
        HELD_BACK,
        /** The list could not be had or read; the old one stays. */
        FAILED
    }

    /**
     * Numbers of entries.
     *
     * @param found read from the list
     * @param skipped of those, not taken over
     */
    public record Counts(long found, long added, long changed, long unchanged, long vanished, long skipped) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);
    }
}
