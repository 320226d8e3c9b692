package io.sintonia.formats.mpegts;

/** The header of a PES packet (ISO/IEC 13818-1, 2.4.3.6), read between two indexes of a buffer. */
final class PesHeader {
    private static final int FIXED = 9;

    private PesHeader() {}

    /** Whether the bytes there are agree with a PES start code and a stream id that has the long header. */
    static boolean begins(byte[] bytes, int at, int end) {
        if (end - at < 4) {
            return false;
        }
        return bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 1 && longHeader(bytes[at + 3] & 0xFF);
    }

    /** The index of the first byte of the elementary stream; {@code end} or beyond when it is not there yet. */
    static int payload(byte[] bytes, int at, int end) {
        return end - at < FIXED ? end : at + FIXED + (bytes[at + 8] & 0xFF);
    }

    /** Whether the payload is encrypted at this level. */
    static boolean scrambled(byte[] bytes, int at, int end) {
        return end - at > 6 && (bytes[at + 6] & 0x30) != 0;
    }

    /** The index of the PTS field, or -1. */
    static int ptsOffset(byte[] bytes, int at, int end) {
        boolean there = end - at >= FIXED + 5 && (bytes[at + 7] & 0x80) != 0 && (bytes[at + 8] & 0xFF) >= 5;
        return there ? at + FIXED : -1;
    }

    /** The index of the DTS field, or -1. */
    static int dtsOffset(byte[] bytes, int at, int end) {
        boolean there = end - at >= FIXED + 10 && (bytes[at + 7] & 0xC0) == 0xC0 && (bytes[at + 8] & 0xFF) >= 10;
        return there ? at + FIXED + 5 : -1;
    }

    /** The 33-bit presentation time, or NONE. */
    static long pts(byte[] bytes, int at, int end) {
        int field = ptsOffset(bytes, at, end);
        return field < 0 ? ClockReference.NONE : stamp(bytes, field);
    }

    /** The 33 bits of a PTS or DTS field. */
    static long stamp(byte[] bytes, int at) {
        return ((bytes[at] & 0x0EL) << 29)
                | ((bytes[at + 1] & 0xFFL) << 22)
                | ((bytes[at + 2] & 0xFEL) << 14)
                | ((bytes[at + 3] & 0xFFL) << 7)
                | ((bytes[at + 4] & 0xFEL) >> 1);
    }

    /** Replaces the 33 bits of a PTS or DTS field; its prefix and marker bits stay. */
    static void putStamp(byte[] bytes, int at, long stamp) {
        bytes[at] = (byte) ((bytes[at] & 0xF1) | (int) ((stamp >> 29) & 0x0E));
        bytes[at + 1] = (byte) (stamp >> 22);
        bytes[at + 2] = (byte) ((bytes[at + 2] & 0x01) | (int) ((stamp >> 14) & 0xFE));
        bytes[at + 3] = (byte) (stamp >> 7);
        bytes[at + 4] = (byte) ((bytes[at + 4] & 0x01) | (int) ((stamp << 1) & 0xFE));
    }

    /** Table 2-21: padding, maps, ECM, EMM, directory, DSM-CC and H.222.1 type E have no optional header. */
    private static boolean longHeader(int streamId) {
        return streamId >= 0xBC
                && switch (streamId) {
                    case 0xBC, 0xBE, 0xBF, 0xF0, 0xF1, 0xF2, 0xF8, 0xFF -> false;
                    default -> true;
                };
    }
}
