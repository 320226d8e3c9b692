package io.sintonia.formats.mpegts;

/** What is known of one PID: its part in the programme, its continuity, its losses. */
final class PidTrack {
    static final int TABLE = 1;
    static final int CLOCK = 2;
    static final int VIDEO = 4;
    static final int AUDIO = 8;

    private final int pid;
    /** The parts played, as a sum of the constants above. */
    private int parts;

    private int last = -1;
    private boolean repeated;
    private long losses;

    PidTrack(int pid) {
        this.pid = pid;
    }

    int pid() {
        return pid;
    }

    int parts() {
        return parts;
    }

    void play(int part) {
        parts |= part;
    }

    void playNothing() {
        parts = 0;
    }

    long losses() {
        return losses;
    }

    /** Compares the counter with the last one; a loss is counted once however many packets are missing. */
    Continuity follow(byte[] buffer, int offset) {
        int flags = buffer[offset + 3];
        int counter = flags & 0x0F;
        if ((flags & 0x10) == 0) {
            if (TsPacket.discontinuity(buffer, offset)) {
                last = -1;
            }
            return Continuity.FOLLOWS;
        }
        int before = last;
        last = counter;
        if (counter == ((before + 1) & 0x0F) || before < 0 || TsPacket.discontinuity(buffer, offset)) {
            repeated = false;
            return Continuity.FOLLOWS;
        }
        if (counter == before && !repeated) {
            repeated = true;
            return Continuity.DUPLICATE;
        }
        repeated = false;
        losses++;
        return Continuity.LOST;
    }
}
