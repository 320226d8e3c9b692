package io.sintonia.formats.mpegts;

/**
 * Arithmetic on the 33-bit, 90 kHz clocks of MPEG (PCR base, PTS, DTS), which wrap every 26.5 hours.
 *
 * <p>An <em>unwrapped</em> time is a 64-bit number that is congruent to the clock modulo 2^33 and does not wrap; it may
 * be negative when a time lies before the first one seen.
 */
public final class ClockReference {
    /** Ticks in one second. */
    public static final long TICKS_PER_SECOND = 90_000;
    /** Stands for a time that is not known. */
    public static final long NONE = Long.MIN_VALUE;

    private static final long MODULUS = 1L << 33;
    private static final long MASK = MODULUS - 1;

    private ClockReference() {}

    /** How far {@code later} lies after {@code earlier} the short way round: -2^32 to 2^32 - 1 ticks. */
    public static long difference(long later, long earlier) {
        long distance = (later - earlier) & MASK;
        return distance < MODULUS / 2 ? distance : distance - MODULUS;
    }

    /** A time as the 33 bits that a packet carries. */
    public static long wrap(long ticks) {
        return ticks & MASK;
    }

    /** The unwrapped time of the 33-bit {@code clock} that lies nearest to the unwrapped {@code anchor}, which may be NONE. */
    public static long unwrap(long anchor, long clock) {
        return anchor == NONE ? clock & MASK : anchor + difference(clock, anchor);
    }
}
