package io.sintonia.formats.mpegts;

/**
 * Makes sections (PAT, PMT) of the packets of one PID (ISO/IEC 13818-1, 2.4.4), and remembers the packets they came in.
 *
 * <p>Sections may span packets, share one, and follow a pointer field. Only sections with the long syntax and a correct
 * checksum are passed on. Memory: 9 KiB; a section that would need more than 24 packets is dropped.
 */
public final class SectionAssembler {
    /** Packets that one section may span. */
    static final int MOST_PACKETS = 24;

    private static final int MOST_BYTES = 4096;
    private static final int LENGTH_KNOWN = 3;

    /** Takes a whole, correct section. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Takes a section; the arrays are lent for the call only.
         *
         * @param section its bytes from the table id on
         * @param length how many, checksum included
         * @param from the assembler, for the packets it came in
         */
        void section(byte[] section, int length, SectionAssembler from);
    }

    private final byte[] section = new byte[MOST_BYTES];
    private final byte[] packets = new byte[MOST_PACKETS * TsPacket.SIZE];
    private final long[] indexes = new long[MOST_PACKETS];
    private int packetCount;
    private int filled;
    private boolean collecting;
    private long broken;

    /** Takes the next packet of the PID, {@code index} being its number in the whole stream. */
    public void accept(byte[] buffer, int offset, long index, Listener listener) {
        int at = TsPacket.payloadOffset(buffer, offset);
        if (at < 0) {
            return;
        }
        int end = offset + TsPacket.SIZE;
        if (!TsPacket.payloadUnitStart(buffer, offset)) {
            if (collecting && remember(buffer, offset, index)) {
                collect(buffer, at, end, listener);
            }
            return;
        }
        int start = at + 1 + (buffer[at] & 0xFF);
        if (start > end) {
            broken++;
            forget();
            return;
        }
        if (collecting && remember(buffer, offset, index)) {
            collect(buffer, at + 1, start, listener);
            if (collecting) {
                broken++;
            }
        }
        forget();
        // 0xFF in place of a table id: the rest is stuffing.
        while (start < end && (buffer[start] & 0xFF) != 0xFF) {
            collecting = true;
            filled = 0;
            packetCount = 0;
            remember(buffer, offset, index);
            start = collect(buffer, start, end, listener);
        }
    }

    /** A packet of the PID was lost: the section under way is given up. */
    public void forget() {
        collecting = false;
        filled = 0;
        packetCount = 0;
    }

    /** Sections dropped for a wrong checksum, length or pointer. */
    public long broken() {
        return broken;
    }

    /** The packets that the section being told came in, {@link #packetCount} of them; lent during the call. */
    byte[] packets() {
        return packets;
    }

    long packetIndex(int packet) {
        return indexes[packet];
    }

    int packetCount() {
        return packetCount;
    }

    private boolean remember(byte[] buffer, int offset, long index) {
        if (packetCount == MOST_PACKETS) {
            broken++;
            forget();
            return false;
        }
        System.arraycopy(buffer, offset, packets, packetCount * TsPacket.SIZE, TsPacket.SIZE);
        indexes[packetCount] = index;
        packetCount++;
        return true;
    }

    /** Adds bytes to the section under way; returns where they ended, before {@code end} if the section did. */
    private int collect(byte[] buffer, int from, int end, Listener listener) {
        int at = from;
        while (at < end && filled < LENGTH_KNOWN) {
            section[filled] = buffer[at];
            filled++;
            at++;
        }
        if (filled < LENGTH_KNOWN) {
            return at;
        }
        int whole = LENGTH_KNOWN + (((section[1] & 0x0F) << 8) | (section[2] & 0xFF));
        if (whole > MOST_BYTES) {
            broken++;
            forget();
            return end;
        }
        int taken = Math.min(whole - filled, end - at);
        System.arraycopy(buffer, at, section, filled, taken);
        filled += taken;
        at += taken;
        if (filled == whole) {
            collecting = false;
            tell(whole, listener);
        }
        return at;
    }

    private void tell(int whole, Listener listener) {
        boolean longSyntax = (section[1] & 0x80) != 0;
        if (!longSyntax) {
            return;
        }
        if (whole < 12 || Crc32Mpeg.of(section, 0, whole) != 0) {
            broken++;
            return;
        }
        listener.section(section, whole, this);
    }
}
