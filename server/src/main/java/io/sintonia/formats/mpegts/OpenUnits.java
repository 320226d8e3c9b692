package io.sintonia.formats.mpegts;

import java.util.ArrayList;
import java.util.List;

/**
 * Which PES packets of pictures and sound are under way: what a source leaves unfinished if it dies now.
 *
 * <p>One is complete when as many bytes have come as it announced; where it announces none, as video does, when a packet
 * is filled up with stuffing, or when the next one begins.
 */
public final class OpenUnits {
    /** Stands for "none". */
    public static final long NONE = Long.MAX_VALUE;

    private static final int MOST_PIDS = 16;
    private static final long UNTOLD = Long.MIN_VALUE;

    private final List<Unit> units = new ArrayList<>();

    private static final class Unit {
        private final int pid;
        private long began = NONE;
        private long bytesLeft = UNTOLD;

        Unit(int pid) {
            this.pid = pid;
        }
    }

    /** Follows the pictures and sounds of this programme, and nothing else any more. */
    public void follow(ProgramMap program) {
        List<Integer> pids = new ArrayList<>();
        program.video().ifPresent(stream -> pids.add(stream.pid()));
        program.sounds().forEach(stream -> pids.add(stream.pid()));
        units.removeIf(unit -> !pids.contains(unit.pid));
        for (int pid : pids) {
            if (units.size() < MOST_PIDS && units.stream().noneMatch(unit -> unit.pid == pid)) {
                units.add(new Unit(pid));
            }
        }
    }

    /** Takes the next packet, {@code index} being its number in the whole stream. */
    public void accept(byte[] buffer, int offset, long index) {
        int pid = TsPacket.pid(buffer, offset);
        for (int i = 0; i < units.size(); i++) {
            if (units.get(i).pid == pid) {
                accept(units.get(i), buffer, offset, index);
                return;
            }
        }
    }

    private static void accept(Unit unit, byte[] buffer, int offset, long index) {
        int payload = TsPacket.payloadOffset(buffer, offset);
        if (payload < 0) {
            return;
        }
        int end = offset + TsPacket.SIZE;
        if (TsPacket.payloadUnitStart(buffer, offset)) {
            unit.began = index;
            boolean readable = !TsPacket.scrambled(buffer, offset) && end - payload >= 6;
            int length = readable ? ((buffer[payload + 4] & 0xFF) << 8) | (buffer[payload + 5] & 0xFF) : 0;
            unit.bytesLeft = length == 0 ? UNTOLD : length + 6L;
        }
        if (unit.began == NONE) {
            return;
        }
        if (unit.bytesLeft == UNTOLD ? TsPacket.stuffed(buffer, offset) : (unit.bytesLeft -= end - payload) <= 0) {
            unit.began = NONE;
        }
    }

    /** The index of the first packet of the oldest one under way, or {@link #NONE}. */
    public long oldest() {
        long oldest = NONE;
        for (int i = 0; i < units.size(); i++) {
            oldest = Math.min(oldest, units.get(i).began);
        }
        return oldest;
    }

    /** Whether the packet of this PID and index belongs to one under way. */
    public boolean holds(int pid, long index) {
        return units.stream().anyMatch(unit -> unit.pid == pid && unit.began != NONE && index >= unit.began);
    }

    /** Those that began at or before this index are no longer waited for. */
    public void giveUp(long index) {
        units.stream().filter(unit -> unit.began <= index).forEach(unit -> unit.began = NONE);
    }
}
