package io.sintonia.formats.mpegts;

import java.util.Arrays;

/** The section of one table that was sent last; it lends the next one its version: the same if both say the same. */
final class SentTable {
    private static final int VERSION_AT = 5;
    private static final int VERSION_BITS = 0x3E;
    private static final int CHECKSUM = 4;

    private byte[] last = {};

    /** A section has been sent as it came. */
    void observe(byte[] section) {
        last = section.clone();
    }

    /** The section sent last, empty before the first. */
    byte[] last() {
        return last;
    }

    /** Gives a section its version, one more than the last where it says something else (modulo 32), and its checksum. */
    byte[] send(byte[] draft) {
        byte[] section = draft.clone();
        if (last.length > 0) {
            int before = (last[VERSION_AT] & VERSION_BITS) >> 1;
            version(section, before);
            boolean same = Arrays.equals(last, 0, last.length - CHECKSUM, section, 0, section.length - CHECKSUM);
            version(section, same ? before : before + 1);
        }
        int crc = Crc32Mpeg.of(section, 0, section.length - CHECKSUM);
        for (int i = 0; i < CHECKSUM; i++) {
            section[section.length - CHECKSUM + i] = (byte) (crc >> (24 - 8 * i));
        }
        last = section;
        return section;
    }

    private static void version(byte[] section, int version) {
        section[VERSION_AT] = (byte) ((section[VERSION_AT] & ~VERSION_BITS) | ((version << 1) & VERSION_BITS));
    }

    /** The packets of a section, counters not set. */
    static byte[] packets(int pid, byte[] section) {
        int room = TsPacket.SIZE - 4;
        int count = (1 + section.length + room - 1) / room;
        byte[] packets = new byte[count * TsPacket.SIZE];
        Arrays.fill(packets, (byte) 0xFF);
        int taken = 0;
        for (int i = 0; i < count; i++) {
            int at = i * TsPacket.SIZE;
            packets[at] = TsPacket.SYNC;
            packets[at + 1] = (byte) ((i == 0 ? 0x40 : 0) | (pid >> 8));
            packets[at + 2] = (byte) pid;
            packets[at + 3] = 0x10;
            int head = 4;
            if (i == 0) {
                // the pointer: the section begins right after it
                packets[at + head] = 0;
                head++;
            }
            int length = Math.min(TsPacket.SIZE - head, section.length - taken);
            System.arraycopy(section, taken, packets, at + head, length);
            taken += length;
        }
        return packets;
    }
}
