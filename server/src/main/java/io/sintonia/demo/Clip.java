package io.sintonia.demo;

import io.sintonia.formats.mpegts.ClockReference;
import io.sintonia.formats.mpegts.StreamAnalyzer;
import io.sintonia.formats.mpegts.TsPacket;
import io.sintonia.formats.mpegts.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One clip as it lies in the jar: its packets, when each is due, and where an opening may begin.
 *
 * <p>Time is counted in <em>steps</em> of 40 ms, the duration of one picture. A lap has 600 of them, and a moment of the
 * endless loop is a step since 1970. Immutable; shared by all that play it.
 */
final class Clip {
    /** Nanoseconds in one step. */
    static final long STEP_NANOS = 40_000_000;
    /** Steps in one lap. */
    static final int LAP_STEPS = 600;

    private static final long TICKS_PER_STEP = ClockReference.TICKS_PER_SECOND / 25;
    /** The clip's duration by its clocks; what each lap adds to them. */
    static final long LAP_TICKS = LAP_STEPS * TICKS_PER_STEP;

    /** An opening gets everything from the newest entry point that lies this far back: one whole group of pictures. */
    private static final int HEAD_START = 50;

    private final byte[] bytes;
    private final short[] steps;
    private final int[] starts;

    private Clip(byte[] bytes, short[] steps, int[] starts) {
        this.bytes = bytes;
        this.steps = steps;
        this.starts = starts;
    }

    /** A packet of the endless loop. */
    record Position(long lap, int packet) {}

    /** Reads a clip to its end. */
    static Clip read(String name, InputStream in) throws IOException {
        return of(name, in.readAllBytes());
    }

    /** Takes the bytes of a clip over, which must not be changed any more; fails if they cannot be looped. */
    static Clip of(String name, byte[] bytes) throws IOException {
        expect(
                bytes.length > 0 && bytes.length % TsPacket.SIZE == 0,
                name,
                bytes.length + " bytes",
                "whole packets of 188 bytes");
        for (int at = 0; at < bytes.length; at += TsPacket.SIZE) {
            expect(bytes[at] == TsPacket.SYNC, name, "no packet at byte " + at, "0x47, the sync byte");
        }
        return new Clip(bytes, schedule(name, bytes), starts(name, bytes));
    }

    /** How many packets one lap has. */
    int packets() {
        return steps.length;
    }

    /** When a packet is due: the step of the loop. */
    long dueStep(Position at) {
        return at.lap() * LAP_STEPS + steps[at.packet()];
    }

    /** Where an opening at this step begins: with the tables before an entry point, 2 to 4 s earlier. */
    Position opening(long nowStep) {
        long from = nowStep - HEAD_START;
        int within = (int) Math.floorMod(from, (long) LAP_STEPS);
        int start = starts[0];
        for (int candidate : starts) {
            if (steps[candidate] <= within) {
                start = candidate;
            }
        }
        return new Position(Math.floorDiv(from, (long) LAP_STEPS), start);
    }

    /** Copies a packet into the caller's buffer. */
    void copy(int packet, byte[] buffer, int offset) {
        System.arraycopy(bytes, packet * TsPacket.SIZE, buffer, offset, TsPacket.SIZE);
    }

    /** The step of each packet: between two clock references packets flow evenly (ISO/IEC 13818-1, 2.4.2.2). */
    private static short[] schedule(String name, byte[] bytes) throws IOException {
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
            long nextTicks = last ? LAP_TICKS : TsPacket.pcr(bytes, carriers[i + 1] * TsPacket.SIZE);
            int next = last ? packets : carriers[i + 1];
            expect(
                    ticks < nextTicks && nextTicks <= LAP_TICKS && (i > 0 || ticks == 0),
                    name,
                    "clock " + ticks + ", then " + nextTicks,
                    "clocks that rise from 0 to " + LAP_TICKS);
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
            throw new IOException("the demo clip '" + name + "' has " + found + ": expected " + expectation);
        }
    }
}
