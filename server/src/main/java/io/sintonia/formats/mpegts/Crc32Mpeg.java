package io.sintonia.formats.mpegts;

/** The checksum of sections: CRC-32/MPEG-2, polynomial 0x04C11DB7, from all ones, not reflected (13818-1, annex A). */
public final class Crc32Mpeg {
    private static final int[] TABLE = table();

    private Crc32Mpeg() {}

    /** The checksum of {@code length} bytes; over a whole section, its own checksum included, it is 0. */
    public static int of(byte[] bytes, int offset, int length) {
        int crc = 0xFFFFFFFF;
        for (int i = offset; i < offset + length; i++) {
            crc = (crc << 8) ^ TABLE[((crc >>> 24) ^ bytes[i]) & 0xFF];
        }
        return crc;
    }

    private static int[] table() {
        var table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc << 1) ^ (crc < 0 ? 0x04C11DB7 : 0);
            }
            table[i] = crc;
        }
        return table;
    }
}
