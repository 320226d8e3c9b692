package io.sintonia.relay;

import io.sintonia.formats.mpegts.ClockReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Notices a source that sends bytes and yet no play: one whose clock stands still, or falls ever further behind.
 *
 * <p>A source may run ahead as far as it likes, and what it is ahead it may lose again. One that comes in pieces, minutes
 * even, is fine: a pause in which nothing comes counts as half a second, since silence has its own limit. Pure; times are
 * nanoseconds of any clock.
 */
final class ClockWatch {
    private static final long LONGEST_GAP = 500_000_000;
    /** No player's buffer bridges a stream that runs slower than this for long. */
    private static final long SLOW_PERCENT = 90;

    private final long standstill;
    /** Where each clock stood when the position was zero; NONE until it was seen. */
    private final long[] zero = new long[3];
    /** Ticks by which the clock that went furthest has gone on since all was measured anew. */
    private long position;

    private long lastFed;
    private long stoodFor;
    private long jumps;
    private boolean fed;

    private long beganAt;
    private long lead;
    private long windowBegan;
    private long windowProgress;

    /** {@code stall} is how long a source may be silent. */
    ClockWatch(Duration stall) {
        this.standstill = stall.toNanos();
        Arrays.fill(zero, ClockReference.NONE);
    }

    /**
     * Takes how far the stream's clocks are, after bytes have come.
     *
     * @param clocks unwrapped ticks, NONE where there are none: any that goes on is progress
     * @param jumpsSoFar how often they jumped; then everything is measured anew
     * @return what is wrong, for the operator; empty while nothing is
     */
    Optional<String> fed(long now, long[] clocks, long jumpsSoFar) {
        if (Arrays.stream(clocks).allMatch(clock -> clock == ClockReference.NONE)) {
            return Optional.empty();
        }
        if (!fed || jumpsSoFar != jumps) {
            begin(now, clocks, jumpsSoFar);
            return Optional.empty();
        }
        long progress = progress(clocks);
        stoodFor = progress > 0 ? 0 : stoodFor + Math.min(now - lastFed, LONGEST_GAP);
        lastFed = now;
        if (stoodFor >= standstill) {
            return Optional.of("it sends packets, but its clock has stood still for " + seconds(standstill));
        }
        lead += progress;
        windowProgress += progress;
        return progress > 0 ? slowness(now) : Optional.empty();
    }

    /** Looked at when the clock has just gone on, so that pieces are compared where they begin. */
    private Optional<String> slowness(long now) {
        long window = now - windowBegan;
        if (window < 2 * standstill) {
            return Optional.empty();
        }
        boolean behind = now - beganAt - lead > standstill;
        boolean slow = windowProgress * 100 < window * SLOW_PERCENT;
        long percent = windowProgress * 100 / window;
        windowBegan = now;
        windowProgress = 0;
        return behind && slow ? Optional.of("its clock runs at " + percent + " % of real time") : Optional.empty();
    }

    private void begin(long now, long[] clocks, long jumpsSoFar) {
        fed = true;
        jumps = jumpsSoFar;
        System.arraycopy(clocks, 0, zero, 0, zero.length);
        position = 0;
        lastFed = now;
        stoodFor = 0;
        beganAt = now;
        lead = 0;
        windowBegan = now;
        windowProgress = 0;
    }

    /** How far the one that went furthest has gone on, in nanoseconds. */
    private long progress(long[] clocks) {
        long before = position;
        for (int i = 0; i < zero.length; i++) {
            if (clocks[i] != ClockReference.NONE && zero[i] == ClockReference.NONE) {
                zero[i] = clocks[i] - before;
            }
            if (clocks[i] != ClockReference.NONE) {
                position = Math.max(position, clocks[i] - zero[i]);
            }
        }
        return (position - before) * 1_000_000 / (ClockReference.TICKS_PER_SECOND / 1000);
    }

    private static String seconds(long nanos) {
        return nanos / 1_000_000_000 + " s";
    }
}
