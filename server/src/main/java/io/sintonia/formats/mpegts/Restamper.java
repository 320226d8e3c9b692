package io.sintonia.formats.mpegts;

import java.util.Arrays;

/**
 * Moves the clocks of packets in place and lets their continuity counters run on, so that a clip played over and over,
 * or one source after another, looks like one stream.
 *
 * <p>Between two calls of {@link #begin} the counters keep the steps they had (a lost packet stays visible, a duplicate
 * stays one); at {@code begin} they go on from where each PID stood. PTS and DTS are moved where they lie in the packet
 * in which their PES packet begins, as they always do: the header before them is 9 bytes. Where a long adaptation field
 * cuts them off, or the payload is encrypted, they stay, which {@link #unreachable} counts. ESCR, splice times and
 * clocks inside sections (SCTE-35, TDT) are not moved. Memory: 48 KiB.
 */
public final class Restamper {
    private static final int UNKNOWN = -1;

    private final byte[] before = new byte[TsPacket.PIDS];
    private final byte[] counters = new byte[TsPacket.PIDS];
    private final short[] pids = new short[TsPacket.PIDS];
    private long ticks;
    private long clockTicks;
    private long unreachable;

    /** Moves nothing yet. */
    public Restamper() {
        Arrays.fill(before, (byte) UNKNOWN);
        Arrays.fill(counters, (byte) UNKNOWN);
        unmapPids();
    }

    /** The next round of a clip, or the next source, begins: from now on clocks are moved by {@code offset} 90 kHz ticks. */
    public void begin(long offset) {
        begin(offset, offset);
    }

    /** The same, where the programme clock (PCR, OPCR) is moved by another offset than PTS and DTS. */
    public void begin(long offset, long clockOffset) {
        ticks = offset;
        clockTicks = clockOffset;
        Arrays.fill(before, (byte) UNKNOWN);
    }

    /** A packet has been sent as it is: counters go on from it. */
    public void observe(byte[] buffer, int offset) {
        if (TsPacket.hasPayload(buffer, offset)) {
            counters[TsPacket.pid(buffer, offset)] = (byte) TsPacket.continuity(buffer, offset);
        }
    }

    /** A packet that came is not sent: its step in the counter is left out. */
    public void skip(byte[] buffer, int offset) {
        if (TsPacket.hasPayload(buffer, offset)) {
            before[TsPacket.pid(buffer, offset)] = (byte) TsPacket.continuity(buffer, offset);
        }
    }

    /** Whether a packet with a payload has been sent on an outgoing PID. */
    boolean hasCounted(int pid) {
        return counters[pid] != UNKNOWN;
    }

    /** The counter that the next packet of an outgoing PID gets, if its step is one. */
    int next(int pid) {
        return (counters[pid] + 1) & 0x0F;
    }

    /** Writes the next counter of an outgoing PID into a packet that was made here. */
    void number(byte[] buffer, int offset) {
        int pid = TsPacket.pid(buffer, offset);
        counters[pid] = (byte) next(pid);
        buffer[offset + 3] = (byte) ((buffer[offset + 3] & 0xF0) | counters[pid]);
    }

    /** From now on the packets of PID {@code from} get the PID {@code to}; PAT and PMT must be made to agree by the caller. */
    public void mapPid(int from, int to) {
        pids[from] = (short) to;
    }

    /** From now on packets keep their PIDs. */
    public void unmapPids() {
        for (int pid = 0; pid < pids.length; pid++) {
            pids[pid] = (short) pid;
        }
    }

    /** PES headers whose times could not be moved. */
    public long unreachable() {
        return unreachable;
    }

    /** Rewrites the packet at {@code offset}. */
    public void restamp(byte[] buffer, int offset) {
        int pid = TsPacket.pid(buffer, offset);
        if (pid == TsPacket.NULL_PID) {
            return;
        }
        int mapped = pids[pid];
        if (mapped != pid) {
            buffer[offset + 1] = (byte) ((buffer[offset + 1] & 0xE0) | (mapped >> 8));
            buffer[offset + 2] = (byte) mapped;
        }
        count(buffer, offset, pid, mapped);
        if (clockTicks != 0) {
            moveClock(buffer, offset);
        }
        if (ticks != 0) {
            moveStamps(buffer, offset);
        }
    }

    private void count(byte[] buffer, int offset, int pid, int mapped) {
        int counter = counters[mapped];
        if (TsPacket.hasPayload(buffer, offset)) {
            int original = TsPacket.continuity(buffer, offset);
            int last = before[pid];
            int step = last == UNKNOWN ? 1 : original - last;
            counter = (counter + step) & 0x0F;
            before[pid] = (byte) original;
            counters[mapped] = (byte) counter;
        }
        buffer[offset + 3] = (byte) ((buffer[offset + 3] & 0xF0) | (counter & 0x0F));
    }

    private void moveClock(byte[] buffer, int offset) {
        if (TsPacket.hasPcr(buffer, offset)) {
            moveBase(buffer, offset + 6);
        }
        int original = TsPacket.opcrOffset(buffer, offset);
        if (original >= 0) {
            moveBase(buffer, original);
        }
    }

    private void moveBase(byte[] buffer, int at) {
        TsPacket.putClockBase(buffer, at, ClockReference.wrap(TsPacket.clockBase(buffer, at) + clockTicks));
    }

    private void moveStamps(byte[] buffer, int offset) {
        int payload = TsPacket.payloadOffset(buffer, offset);
        if (payload < 0 || !TsPacket.payloadUnitStart(buffer, offset)) {
            return;
        }
        int end = offset + TsPacket.SIZE;
        if (TsPacket.scrambled(buffer, offset)) {
            unreachable++;
            return;
        }
        if (!PesHeader.begins(buffer, payload, end)) {
            return;
        }
        int pts = PesHeader.ptsOffset(buffer, payload, end);
        int dts = PesHeader.dtsOffset(buffer, payload, end);
        if (cutOff(buffer, payload, end, pts, dts)) {
            unreachable++;
            return;
        }
        if (pts >= 0) {
            moveStamp(buffer, pts);
        }
        if (dts >= 0) {
            moveStamp(buffer, dts);
        }
    }

    private void moveStamp(byte[] buffer, int at) {
        PesHeader.putStamp(buffer, at, ClockReference.wrap(PesHeader.stamp(buffer, at) + ticks));
    }

    private static boolean cutOff(byte[] buffer, int payload, int end, int pts, int dts) {
        if (end - payload < 8) {
            return true;
        }
        boolean announcesPts = (buffer[payload + 7] & 0x80) != 0;
        boolean announcesDts = (buffer[payload + 7] & 0xC0) == 0xC0;
        return (announcesPts && pts < 0) || (announcesDts && dts < 0);
    }
}
