package io.sintonia.formats.mpegts;

import java.util.Optional;

/** Reads the size of the pictures out of sequence parameter sets. */
final class SequenceHeader {
    private static final int CHROMA_420 = 1;
    private static final int CHROMA_444 = 3;
    private static final int MOST_PIXELS = 1 << 16;

    private SequenceHeader() {}

    /** ITU-T H.264, 7.3.2.1.1; {@code from} is the byte after the NAL header. */
    static Optional<PictureSize> h264(RbspReader bits, byte[] bytes, int from, int end) {
        bits.over(bytes, from, end);
        int profile = bits.bits(8);
        bits.skip(16);
        bits.unsigned();
        int chroma = CHROMA_420;
        boolean planes = false;
        if (isHigh(profile)) {
            chroma = bits.unsigned();
            planes = chroma == CHROMA_444 && bits.flag();
            bits.unsigned();
            bits.unsigned();
            bits.skip(1);
            if (bits.flag()) {
                skipScalingLists(bits, chroma == CHROMA_444 ? 12 : 8);
            }
        }
        bits.unsigned();
        skipPictureOrder(bits);
        bits.unsigned();
        bits.skip(1);
        long columns = 16L * (bits.unsigned() + 1L);
        long rows = 16L * (bits.unsigned() + 1L);
        int fields = bits.flag() ? 1 : 2;
        if (fields == 2) {
            bits.skip(1);
        }
        bits.skip(1);
        boolean separate = planes || chroma == 0;
        int across = separate || chroma == CHROMA_444 ? 1 : 2;
        int down = (!separate && chroma == CHROMA_420 ? 2 : 1) * fields;
        return cropped(bits, columns, rows * fields, new int[] {across, down});
    }

    /** ITU-T H.265, 7.3.2.2.1; {@code from} is the byte after the two of the NAL header. */
    static Optional<PictureSize> hevc(RbspReader bits, byte[] bytes, int from, int end) {
        bits.over(bytes, from, end);
        bits.skip(4);
        int subLayers = bits.bits(3);
        bits.skip(1);
        skipProfileTierLevel(bits, subLayers);
        bits.unsigned();
        int chroma = bits.unsigned();
        boolean planes = chroma == CHROMA_444 && bits.flag();
        long columns = bits.unsigned();
        long rows = bits.unsigned();
        boolean separate = planes || chroma == 0;
        int across = separate || chroma == CHROMA_444 ? 1 : 2;
        int down = !separate && chroma == CHROMA_420 ? 2 : 1;
        return cropped(bits, columns, rows, new int[] {across, down});
    }

    /** ISO/IEC 13818-2, 6.2.2.1; {@code from} is the byte after the start code. Sizes of 4,096 and more do not occur. */
    static Optional<PictureSize> mpeg2(byte[] bytes, int from, int end) {
        if (end - from < 3) {
            return Optional.empty();
        }
        int width = ((bytes[from] & 0xFF) << 4) | ((bytes[from + 1] & 0xF0) >> 4);
        int height = ((bytes[from + 1] & 0x0F) << 8) | (bytes[from + 2] & 0xFF);
        return width > 0 && height > 0 ? Optional.of(new PictureSize(width, height)) : Optional.empty();
    }

    /** Reads the cropping flag and window, counted in units of {@code unit} pixels, and takes it off. */
    private static Optional<PictureSize> cropped(RbspReader bits, long columns, long rows, int[] unit) {
        long width = columns;
        long height = rows;
        if (bits.flag()) {
            width -= unit[0] * ((long) bits.unsigned() + bits.unsigned());
            height -= unit[1] * ((long) bits.unsigned() + bits.unsigned());
        }
        boolean sane = width > 0 && height > 0 && width <= MOST_PIXELS && height <= MOST_PIXELS;
        return sane && !bits.exhausted() ? Optional.of(new PictureSize((int) width, (int) height)) : Optional.empty();
    }

    private static boolean isHigh(int profile) {
        return switch (profile) {
            case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
            default -> false;
        };
    }

    private static void skipScalingLists(RbspReader bits, int lists) {
        for (int list = 0; list < lists && !bits.exhausted(); list++) {
            if (!bits.flag()) {
                continue;
            }
            int last = 8;
            int next = 8;
            int size = list < 6 ? 16 : 64;
            for (int i = 0; i < size && next != 0; i++) {
                next = (last + bits.signed() + 256) & 0xFF;
                last = next == 0 ? last : next;
            }
        }
    }

    private static void skipPictureOrder(RbspReader bits) {
        int type = bits.unsigned();
        if (type == 0) {
            bits.unsigned();
        } else if (type == 1) {
            bits.skip(1);
            bits.signed();
            bits.signed();
            int cycle = bits.unsigned();
            for (int i = 0; i < cycle && !bits.exhausted(); i++) {
                bits.signed();
            }
        }
    }

    private static void skipProfileTierLevel(RbspReader bits, int subLayers) {
        bits.skip(88 + 8);
        int profiles = 0;
        int levels = 0;
        for (int i = 0; i < subLayers; i++) {
            profiles += bits.bits(1);
            levels += bits.bits(1);
        }
        if (subLayers > 0) {
            bits.skip(2 * (8 - subLayers));
        }
        bits.skip(88 * profiles + 8 * levels);
    }
}
