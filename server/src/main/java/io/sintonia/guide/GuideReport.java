package io.sintonia.guide;

import io.sintonia.formats.Remark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What reading a guide once brought.
 *
 * @param message for people; says what holds now
 * @param remarks what was odd in it, the first ones
 */
public record GuideReport(
        long guideId,
        Instant started,
        Duration took,
        Outcome outcome,
        String message,
        Counts counts,
        List<Remark> remarks) {
    /** How many remarks are kept. */
    public static final int MOST_REMARKS = 50;

    public GuideReport {
        remarks = List.copyOf(remarks.subList(0, Math.min(MOST_REMARKS, remarks.size())));
    }

    /** How it ended. */
    public enum Outcome {
        /** The new guide holds. */
        APPLIED,
        /** It broke off: what came holds, and the old programmes beyond. */
        PARTIAL,
        /** It has not changed. */
        UNCHANGED,
        /** It could not be had or read; the old one stays. */
        FAILED
    }

    /**
     * How many of what.
     *
     * @param channels that it declares or has programmes of
     * @param kept channels whose programmes are kept
     * @param programmes that it has
     * @param stored programmes kept now, also those of before
     * @param leftOut programmes and channels that could not be read
     */
    public record Counts(long channels, long kept, long programmes, long stored, long leftOut) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0);
    }
}
