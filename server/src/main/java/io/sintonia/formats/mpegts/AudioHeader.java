package io.sintonia.formats.mpegts;

import java.util.Optional;

/**
 * What the header of one frame of sound says.
 *
 * @param length bytes of the whole frame, header included
 * @param samples per channel, that is, the frame's duration in samples
 * @param rate samples a second
 * @param identity the bits that are the same in every frame of a stream: version, layer or profile, rate
 */
record AudioHeader(int length, int samples, int rate, int identity) {
    /** Bytes that every header can be read of. */
    static final int BYTES = 7;

    /** ISO/IEC 14496-3, table 1.18. */
    private static final int[] AAC_RATES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };
    /** ISO/IEC 11172-3, 2.4.2.3, for MPEG-1; halves of them for MPEG-2, quarters for 2.5. */
    private static final int[] MPEG_RATES = {44_100, 48_000, 32_000};
    /** In kbit/s, by the index less one: MPEG-1 layer II, MPEG-1 layer III, MPEG-2 of both (ISO/IEC 13818-3, 2.4.2.3). */
    private static final int[][] KBITS = {
        {32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
        {32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
        {8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
    };

    /** Reads the {@link #BYTES} bytes at {@code at}; empty when they are no header of the kind. */
    static Optional<AudioHeader> read(AudioMuxer.Kind kind, byte[] bytes, int at) {
        return switch (kind) {
            case MPEG -> mpeg(bytes, at);
            case AAC -> adts(bytes, at);
        };
    }

    /** ISO/IEC 14496-3, 1.A.2.2: the fixed and the variable header. */
    private static Optional<AudioHeader> adts(byte[] bytes, int at) {
        int second = bytes[at + 1] & 0xFF;
        int third = bytes[at + 2] & 0xFF;
        int rate = (third >> 2) & 0x0F;
        // twelve ones and layer 00
        if ((bytes[at] & 0xFF) != 0xFF || (second & 0xF6) != 0xF0 || rate >= AAC_RATES.length) {
            return Optional.empty();
        }
        int length = ((bytes[at + 3] & 0x03) << 11) | ((bytes[at + 4] & 0xFF) << 3) | ((bytes[at + 5] & 0xE0) >> 5);
        int header = (second & 1) == 0 ? BYTES + 2 : BYTES;
        if (length <= header) {
            return Optional.empty();
        }
        int blocks = 1 + (bytes[at + 6] & 0x03);
        return Optional.of(
                new AudioHeader(length, blocks * 1024, AAC_RATES[rate], ((second & 0xFE) << 8) | (third & 0xFC)));
    }

    private static Optional<AudioHeader> mpeg(byte[] bytes, int at) {
        int second = bytes[at + 1] & 0xFF;
        int third = bytes[at + 2] & 0xFF;
        int version = (second >> 3) & 0x03;
        int layer = (second >> 1) & 0x03;
        int kbits = third >> 4;
        int rate = (third >> 2) & 0x03;
        boolean layerThree = layer == 1;
        // eleven ones; version 01 and layer 00 are reserved; a frame of free bit rate (0) does not tell its length
        if ((bytes[at] & 0xFF) != 0xFF
                || (second & 0xE0) != 0xE0
                || version == 1
                || (layer != 1 && layer != 2)
                || kbits == 0
                || kbits == 15
                || rate == 3) {
            return Optional.empty();
        }
        boolean first = version == 3;
        int[] table = KBITS[first ? (layerThree ? 1 : 0) : 2];
        int samplesASecond = MPEG_RATES[rate] >> (first ? 0 : version == 2 ? 1 : 2);
        int samples = layerThree && !first ? 576 : 1152;
        // 2.4.3.1: slots of one byte
        int length = samples / 8 * 1000 * table[kbits - 1] / samplesASecond + ((third >> 1) & 1);
        return Optional.of(new AudioHeader(length, samples, samplesASecond, ((second & 0xFE) << 8) | (third & 0x0C)));
    }
}
