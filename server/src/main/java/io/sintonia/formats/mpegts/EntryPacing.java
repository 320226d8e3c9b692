package io.sintonia.formats.mpegts;

/** When entries that anything could be (sound, encrypted video) are due, and when waiting for a real one is over. */
final class EntryPacing {
    private static final long SECOND = ClockReference.TICKS_PER_SECOND;
    private static final long APART = SECOND / 2;
    private static final int UNITS_APART = 32;
    private static final long PATIENCE = 10 * SECOND;
    private static final long MOST_PATIENCE = 30 * SECOND;
    private static final long NO_GAP = 60 * SECOND;
    private static final long CLOCK_BACK = -5 * SECOND;
    private static final int PATIENCE_PACKETS = 4096;

    private long lastPaced = ClockReference.NONE;
    private int unitsSincePaced = UNITS_APART;
    private long waitingSince = ClockReference.NONE;
    private int packetsWaited;
    private long lastReal = ClockReference.NONE;
    private long longestGap;

    /** Whether half a second has passed since the last entry of this sort; without a clock, 32 units. */
    boolean paceAllows(long now) {
        unitsSincePaced++;
        boolean allowed;
        if (now == ClockReference.NONE) {
            allowed = unitsSincePaced >= UNITS_APART;
        } else {
            allowed = lastPaced == ClockReference.NONE || Math.abs(now - lastPaced) >= APART;
        }
        if (allowed) {
            lastPaced = now;
            unitsSincePaced = 0;
        }
        return allowed;
    }

    void videoPacket() {
        packetsWaited++;
    }

    /**
     * Whether no entry has come for ten seconds of video (4,096 packets where there is no clock). A stream whose real
     * entries are known to lie further apart is given twice its longest gap, at most 30 s.
     */
    boolean overdue(long now) {
        if (now == ClockReference.NONE) {
            return packetsWaited >= PATIENCE_PACKETS;
        }
        long waited = waitingSince == ClockReference.NONE ? CLOCK_BACK - 1 : now - waitingSince;
        if (waited < CLOCK_BACK || waited > NO_GAP) {
            waitingSince = now;
            return false;
        }
        return waited >= Math.clamp(2 * longestGap, PATIENCE, MOST_PATIENCE);
    }

    /** An entry into video was found at {@code now}. */
    void entered(EntryKind kind, long now) {
        waitingSince = now;
        packetsWaited = 0;
        if (kind.clean() && now != ClockReference.NONE) {
            long gap = lastReal == ClockReference.NONE ? 0 : now - lastReal;
            if (gap > longestGap && gap < NO_GAP) {
                longestGap = gap;
            }
            lastReal = now;
        }
    }
}
