package io.sintonia.formats.mpegts;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A short clip that follows itself for ever: its packets, when each is due, and where an opening may begin.
 *
 * <p>Time is counted in <em>steps</em> of 40 ms, the duration of one picture. A lap has so many of them as the clip
 * lasts, and a moment of the endless loop is a step since some beginning that the player chooses. Immutable; shared by
 * all that play it, each with a {@link ClipReader} of its own.
 *
 * <p>Such a clip begins with PAT, PMT and an entry point, has clocks that rise from 0, and ends where its next lap can
 * begin: its sound fills whole frames, its last group of pictures refers to nothing outside.
 */
public final class ClipLoop {
    /** Nanoseconds in one step. */
    public static final long STEP_NANOS = 40_000_000;

    private static final long TICKS_PER_STEP = ClockReference.TICKS_PER_SECOND / 25;
    private static final long MOST_STEPS = Short.MAX_VALUE;
    /** Continuity counters have four bits (ISO/IEC 13818-1, 2.4.3.3). */
    private static final int COUNTERS = 16;

    private final byte[] bytes;
    private final int lapSteps;
    private final short[] steps;
    private final int[] starts;

    private ClipLoop(byte[] bytes, int lapSteps, short[] steps, int[] starts) {
        this.bytes = bytes;
        this.lapSteps = lapSteps;
        this.steps = steps;
        this.starts = starts;
    }

    /**
     * A packet of the endless loop.
     *
     * @param lap which round, from the loop's beginning; negative before it
     * @param packet its number within the clip
     */
    public record Position(long lap, int packet) {}

    /** Reads a clip to its end; see {@link #of}. */
    public static ClipLoop read(String name, InputStream in, Duration lap) throws IOException {
        return of(name, in.readAllBytes(), lap);
    }

    /**
     * Takes the bytes of a clip over, which must not be changed any more; fails if they cannot be looped.
     *
     * @param name for messages
     * @param lap how long the clip lasts: whole steps, and no more than 21 minutes
     */
    public static ClipLoop of(String name, byte[] bytes, Duration lap) throws IOException {
        long lapSteps = lap.toNanos() / STEP_NANOS;
        if (lapSteps < 1 || lapSteps > MOST_STEPS || lapSteps * STEP_NANOS != lap.toNanos()) {
            throw new IllegalArgumentException("the lap of clip '" + name + "' is " + lap
                    + ": expected a multiple of 40 ms, up to " + MOST_STEPS + " of them");
        }
        expect(
                bytes.length > 0 && bytes.length % TsPacket.SIZE == 0,
                name,
                bytes.length + " bytes",
                "whole packets of 188 bytes");
        for (int at = 0; at < bytes.length; at += TsPacket.SIZE) {
            expect(bytes[at] == TsPacket.SYNC, name, "no packet at byte " + at, "0x47, the sync byte");
        }
        int steps = (int) lapSteps;
        return new ClipLoop(bytes, steps, schedule(name, bytes, steps * TICKS_PER_STEP), starts(name, bytes));
    }

    /** How many packets one lap has. */
    public int packets() {
        return steps.length;
    }

    /** How long one lap lasts. */
    public Duration lap() {
        return Duration.ofNanos(lapSteps * STEP_NANOS);
    }

    /**
     * One lap alone, from 0 on, as it is within the endless loop: its clocks and counters follow those of the lap before.
     * Costs copying up to 16 of them, since counters are the same again after so many.
     */
    public byte[] lap(long number) {
        long first = number - Math.floorMod(number, COUNTERS);
        ClipReader reader = new ClipReader(this, new Position(first, 0));
        byte[] lap = new byte[bytes.length];
        for (long at = first; at <= number; at++) {
            reader.take(lap, Long.MAX_VALUE);
        }
        return lap;
    }

    /** How many steps one lap has. */
    public int lapSteps() {
        return lapSteps;
    }

    /** When a packet is due: the step of the loop. */
    public long dueStep(Position at) {
        return dueStep(at.lap(), at.packet());
    }

    long dueStep(long lap, int packet) {
        return lap * lapSteps + steps[packet];
    }

    /** The newest place at or before a step where a decoder may start: the tables before an entry point. */
    public Position opening(long step) {
        int within = (int) Math.floorMod(step, (long) lapSteps);
        int start = starts[0];
        for (int candidate : starts) {
            if (steps[candidate] <= within) {
                start = candidate;
            }
        }
        return new Position(Math.floorDiv(step, (long) lapSteps), start);
    }

    /** What the clocks of a lap are moved by. */
    long ticksAt(long lap) {
        return ClockReference.wrap(lap * lapSteps * TICKS_PER_STEP);
    }

    /** Copies a packet into the caller's buffer. */
    void copy(int packet, byte[] buffer, int offset) {
        System.arraycopy(bytes, packet * TsPacket.SIZE, buffer, offset, TsPacket.SIZE);
    }

    /** The step of each packet: between two clock references packets flow evenly (ISO/IEC 13818-1, 2.4.2.2). */
    private static short[] schedule(String name, byte[] bytes, long lapTicks) throws IOException {
        int packets = bytes.length / TsPacket.SIZE;
        int[] carriers = IntStream.range(0, packets)
                .filter(packet -> TsPacket.hasPcr(bytes, packet * TsPacket.SIZE))
                .toArray();
        expect(carriers.length > 0, name, "no clock", "a programme clock reference");
        short[] steps = new short[packets];
        for (int i = 0; i < carriers.length; i++) {
            boolean last = i == carriers.length - 1;
            long ticks = TsPacket.pcr(bytes, carriers[i] * TsPacket.SIZE);
            // the last stretch ends where the next lap's clock begins
            long nextTicks = last ? lapTicks : TsPacket.pcr(bytes, carriers[i + 1] * TsPacket.SIZE);
            int next = last ? packets : carriers[i + 1];
            expect(
                    ticks < nextTicks && nextTicks <= lapTicks && (i > 0 || ticks == 0),
                    name,
                    "clock " + ticks + ", then " + nextTicks,
                    "clocks that rise from 0 to " + lapTicks);
            for (int packet = carriers[i]; packet < next; packet++) {
                long due = ticks + (nextTicks - ticks) * (packet - carriers[i]) / (next - carriers[i]);
                steps[packet] = (short) (due / TICKS_PER_STEP);
            }
        }
        // what comes before the first clock, the tables, keeps step 0
        return steps;
    }

    /**
     * The PAT before each entry point: the clips have tables in front of every key picture. Entry points are what the
     * relay takes for such.
     */
    private static int[] starts(String name, byte[] bytes) throws IOException {
        int[] starts = new int[bytes.length / TsPacket.SIZE];
        int count = 0;
        StreamAnalyzer analyzer = new StreamAnalyzer();
        for (int at = 0; at < bytes.length; at += TsPacket.SIZE) {
            if (analyzer.inspect(bytes, at) == Verdict.ENTRY) {
                int packet = (int) analyzer.unitStart();
                while (packet > 0 && TsPacket.pid(bytes, packet * TsPacket.SIZE) != TsPacket.PAT_PID) {
                    packet--;
                }
                starts[count++] = packet;
            }
        }
        expect(count > 0 && starts[0] == 0, name, "no entry point at its beginning", "PAT, PMT and a key picture");
        return Arrays.copyOf(starts, count);
    }

    private static void expect(boolean holds, String name, String found, String expectation) throws IOException {
        if (!holds) {
            throw new IOException("the clip '" + name + "' has " + found + ": expected " + expectation);
        }
    }
}
