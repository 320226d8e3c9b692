package io.sintonia.formats.mpegts;

import java.util.Arrays;

/**
 * The fields of one 188-byte transport packet, read where it lies in a buffer (ISO/IEC 13818-1, 2.4.3).
 *
 * <p>Every method takes the buffer and the index of the packet's sync byte, and trusts that 188 bytes follow. A field
 * whose length byte is nonsense is reported as absent, never as an exception.
 */
public final class TsPacket {
    /** Bytes of one packet. */
    public static final int SIZE = 188;
    /** The first byte of every packet. */
    public static final byte SYNC = 0x47;
    /** The PID of the programme association table. */
    public static final int PAT_PID = 0;
    /** The PID of packets that carry nothing. */
    public static final int NULL_PID = 0x1FFF;
    /** How many PIDs there are (13 bits). */
    public static final int PIDS = 0x2000;

    private static final int HEADER = 4;

    private TsPacket() {}

    /** A fresh null packet, payload only (byte 3 is 0x10) and stuffed with 0xFF. */
    public static byte[] nullPacket() {
        var packet = new byte[SIZE];
        Arrays.fill(packet, (byte) 0xFF);
        packet[0] = SYNC;
        packet[1] = 0x1F;
        packet[3] = 0x10;
        return packet;
    }

    /** The packet identifier, 0 to 0x1FFF. */
    public static int pid(byte[] buffer, int offset) {
        return ((buffer[offset + 1] & 0x1F) << 8) | (buffer[offset + 2] & 0xFF);
    }

    /** Whether a PES packet or a section begins in this packet. */
    public static boolean payloadUnitStart(byte[] buffer, int offset) {
        return (buffer[offset + 1] & 0x40) != 0;
    }

    /** Whether the receiver upstream marked this packet as damaged. */
    public static boolean transportError(byte[] buffer, int offset) {
        return (buffer[offset + 1] & 0x80) != 0;
    }

    /** Whether the payload is encrypted. */
    public static boolean scrambled(byte[] buffer, int offset) {
        return (buffer[offset + 3] & 0xC0) != 0;
    }

    /** Whether an adaptation field is announced. */
    public static boolean hasAdaptation(byte[] buffer, int offset) {
        return (buffer[offset + 3] & 0x20) != 0;
    }

    /** Whether a payload is announced. */
    public static boolean hasPayload(byte[] buffer, int offset) {
        return (buffer[offset + 3] & 0x10) != 0;
    }

    /** The continuity counter, 0 to 15. */
    public static int continuity(byte[] buffer, int offset) {
        return buffer[offset + 3] & 0x0F;
    }

    /** The flag byte of the adaptation field, 0 when there is none. */
    static int adaptationFlags(byte[] buffer, int offset) {
        return hasAdaptation(buffer, offset) && adaptationLength(buffer, offset) > 0 ? buffer[offset + 5] & 0xFF : 0;
    }

    /** Whether continuity, or the clock, breaks here on purpose. */
    public static boolean discontinuity(byte[] buffer, int offset) {
        return (adaptationFlags(buffer, offset) & 0x80) != 0;
    }

    /** Whether the encoder says that decoding may start here. */
    public static boolean randomAccess(byte[] buffer, int offset) {
        return (adaptationFlags(buffer, offset) & 0x40) != 0;
    }

    /** Whether the packet carries a programme clock reference. */
    public static boolean hasPcr(byte[] buffer, int offset) {
        return (adaptationFlags(buffer, offset) & 0x10) != 0 && adaptationLength(buffer, offset) >= 7;
    }

    /** The base of the programme clock reference, 33 bits at 90 kHz; {@link ClockReference#NONE} when there is none. */
    public static long pcr(byte[] buffer, int offset) {
        return hasPcr(buffer, offset) ? clockBase(buffer, offset + 6) : ClockReference.NONE;
    }

    /** The index in {@code buffer} of the first payload byte, or -1 when the packet carries none. */
    public static int payloadOffset(byte[] buffer, int offset) {
        if (!hasPayload(buffer, offset)) {
            return -1;
        }
        if (!hasAdaptation(buffer, offset)) {
            return offset + HEADER;
        }
        int start = HEADER + 1 + (buffer[offset + 4] & 0xFF);
        return start < SIZE ? offset + start : -1;
    }

    /** The index of the original PCR's first byte, or -1. */
    static int opcrOffset(byte[] buffer, int offset) {
        int flags = adaptationFlags(buffer, offset);
        if ((flags & 0x08) == 0) {
            return -1;
        }
        int start = (flags & 0x10) != 0 ? 12 : 6;
        return adaptationLength(buffer, offset) >= start + 6 - 5 ? offset + start : -1;
    }

    /**
     * Whether the adaptation field is longer than what it carries. In a stream of pictures or sound the last packet of a
     * PES packet is filled up so, the others are full (13818-1, 2.4.3.5).
     */
    static boolean stuffed(byte[] buffer, int offset) {
        if (!hasAdaptation(buffer, offset)) {
            return false;
        }
        int length = buffer[offset + 4] & 0xFF;
        if (length == 0) {
            return true;
        }
        int flags = adaptationFlags(buffer, offset);
        int used = 1 + ((flags & 0x10) != 0 ? 6 : 0) + ((flags & 0x08) != 0 ? 6 : 0) + ((flags & 0x04) != 0 ? 1 : 0);
        // private data, then the extension: each with its own length in front
        for (int flag = 0x02; flag != 0; flag >>= 1) {
            if ((flags & flag) != 0) {
                used += 5 + used < SIZE ? 1 + (buffer[offset + 5 + used] & 0xFF) : 1;
            }
        }
        return length > used;
    }

    /** The 33-bit base of a PCR or OPCR field at {@code at}. */
    static long clockBase(byte[] buffer, int at) {
        return ((buffer[at] & 0xFFL) << 25)
                | ((buffer[at + 1] & 0xFFL) << 17)
                | ((buffer[at + 2] & 0xFFL) << 9)
                | ((buffer[at + 3] & 0xFFL) << 1)
                | ((buffer[at + 4] & 0x80L) >> 7);
    }

    /** Replaces the 33-bit base at {@code at}; the reserved bits and the 27 MHz extension stay. */
    static void putClockBase(byte[] buffer, int at, long base) {
        buffer[at] = (byte) (base >> 25);
        buffer[at + 1] = (byte) (base >> 17);
        buffer[at + 2] = (byte) (base >> 9);
        buffer[at + 3] = (byte) (base >> 1);
        buffer[at + 4] = (byte) ((buffer[at + 4] & 0x7F) | (int) ((base & 1) << 7));
    }

    /** Takes the payload out; the clock and the flags stay. */
    static void dropPayload(byte[] buffer, int offset) {
        int payload = payloadOffset(buffer, offset);
        if (payload < 0 || !hasAdaptation(buffer, offset)) {
            return;
        }
        buffer[offset + 1] &= (byte) ~0x40;
        buffer[offset + 3] = (byte) ((buffer[offset + 3] & 0xCF) | 0x20);
        buffer[offset + 4] = (byte) (SIZE - HEADER - 1);
        Arrays.fill(buffer, payload, offset + SIZE, (byte) 0xFF);
    }

    /** The adaptation field's length, or 0 where it would leave the packet. */
    private static int adaptationLength(byte[] buffer, int offset) {
        int length = buffer[offset + 4] & 0xFF;
        return length <= SIZE - HEADER - 1 ? length : 0;
    }
}
