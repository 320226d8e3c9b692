package io.sintonia.formats.mpegts;

import java.util.Optional;

/** Reads the beginning of an access unit of one codec: which picture it is, and how large. */
sealed interface PictureReader permits H264Pictures, HevcPictures, Mpeg2Pictures, StartCodePictures, UnreadPictures {
    /** What the bytes so far tell. */
    enum Picture {
        /** A picture that needs no other. */
        KEY,
        /** A picture from which on others become whole. */
        RECOVERY,
        /** A picture that needs others. */
        DEPENDENT,
        /** The bytes end before the picture, but its parameter sets have come, as they do before key pictures. */
        HEADED,
        /** The bytes end before anything is told. */
        NOT_YET
    }

    /** Reads a unit from its first byte on; called again from the start when more bytes have come. */
    Picture read(byte[] bytes, int from, int end);

    /** The size told last. */
    Optional<PictureSize> size();

    /** The reader for a codec name of {@link StreamCodec}. */
    static PictureReader of(String codec) {
        return switch (codec) {
            case "h264" -> new H264Pictures();
            case "hevc", "vvc" -> new HevcPictures(codec.equals("vvc"));
            case "mpeg2video", "mpeg1video" -> new Mpeg2Pictures();
            case "mpeg4", "vc1", "cavs", "avs2", "avs3" -> new StartCodePictures(codec);
            default -> new UnreadPictures();
        };
    }

    /** The index after the next start code 00 00 01, which may be {@code end}; -1 when there is none. */
    static int nextStartCode(byte[] bytes, int from, int end) {
        int at = from;
        while (at + 2 < end) {
            int third = bytes[at + 2];
            if (third == 1 && bytes[at] == 0 && bytes[at + 1] == 0) {
                return at + 3;
            }
            // Not 0: no start code can begin at or before this byte.
            at += third == 0 ? 1 : 3;
        }
        return -1;
    }

    /** Whether supplemental information holds a recovery point (payload type 6 in H.264, D.1.8, and H.265, D.2.8). */
    static boolean hasRecoveryPoint(RbspReader bits) {
        while (!bits.exhausted()) {
            int type = extended(bits);
            int size = extended(bits);
            if (bits.exhausted()) {
                return false;
            }
            if (type == 6) {
                return true;
            }
            bits.skip(8 * size);
        }
        return false;
    }

    private static int extended(RbspReader bits) {
        int sum = 0;
        int next = bits.bits(8);
        while (next == 0xFF && !bits.exhausted()) {
            sum += next;
            next = bits.bits(8);
        }
        return sum + next;
    }
}
