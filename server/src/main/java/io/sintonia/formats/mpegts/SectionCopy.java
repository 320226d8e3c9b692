package io.sintonia.formats.mpegts;

import java.util.Arrays;
import java.util.Map;

/** The newest copy of one section and of the packets it came in; its arrays are used again while their sizes fit. */
final class SectionCopy {
    private byte[] section = {};
    private byte[] packets = {};
    private long[] indexes = {};

    /** Takes the section being told; returns whether its bytes are others than before. */
    boolean take(byte[] told, int length, SectionAssembler from) {
        int count = from.packetCount();
        if (indexes.length != count) {
            packets = new byte[count * TsPacket.SIZE];
            indexes = new long[count];
        }
        System.arraycopy(from.packets(), 0, packets, 0, packets.length);
        for (int i = 0; i < count; i++) {
            indexes[i] = from.packetIndex(i);
        }
        if (Arrays.equals(section, 0, section.length, told, 0, length)) {
            return false;
        }
        section = Arrays.copyOf(told, length);
        return true;
    }

    byte[] section() {
        return section;
    }

    void copyTo(Map<Long, byte[]> byIndex) {
        for (int i = 0; i < indexes.length; i++) {
            byIndex.put(indexes[i], Arrays.copyOfRange(packets, i * TsPacket.SIZE, (i + 1) * TsPacket.SIZE));
        }
    }
}
