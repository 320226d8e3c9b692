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
 * @param peakMemoryMb the most heap in use meanwhile, of the whole process, garbage included, in MiB
 */
public record ImportReport(
        long sourceId,
        Instant started,
        Duration took,
        Outcome outcome,
        String message,
        Counts counts,
        List<Remark> skipped,
        long peakMemoryMb) {
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
     * @param added new, or back after they were missing
     * @param skipped of those found, not taken over
     * @param notWanted of those found, of kinds that the source's {@code include} leaves out
     */
    public record Counts(
            long found, long added, long changed, long unchanged, long vanished, long skipped, long notWanted) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        /** Of a source of which everything is wanted. */
        public Counts(long found, long added, long changed, long unchanged, long vanished, long skipped) {
            this(found, added, changed, unchanged, vanished, skipped, 0);
        }
    }
}
