package io.sintonia.fetch;

import java.util.HexFormat;

/** How content is packed, by its first bytes: names and media types are too often wrong. */
enum Packing {
    GZIP("1f8b08", ""),
    XZ("fd377a585a00", ""),
    ZIP("504b0304", ""),
    BZIP2("425a68", ""),
    ZSTANDARD("28b52ffd", "Zstandard"),
    RAR("526172211a07", "RAR"),
    SEVEN_ZIP("377abcaf271c", "7z"),
    EMPTY_ZIP("504b0506", "an empty zip"),
    PLAIN("", "");

    /** Bytes that {@link #of} wants to see. */
    static final int HEAD_BYTES = 10;

    private static final String BZIP2_BLOCK = "314159265359";
    private static final String EMPTY_BZIP2 = "177245385090";
    private final String magic;
    private final String unreadable;

    /** @param magic in hexadecimal */
    Packing(String magic, String unreadable) {
        this.magic = magic;
        this.unreadable = unreadable;
    }

    /** What people call it, if we cannot unpack it; else empty. */
    String unreadable() {
        return unreadable;
    }

    static Packing of(byte[] head) {
        String seen = HexFormat.of().formatHex(head);
        for (Packing packing : values()) {
            // "BZh" could begin a text: a block's mark follows it (after the digit of the block size).
            if (seen.startsWith(packing.magic)
                    && (packing != BZIP2 || seen.startsWith(BZIP2_BLOCK, 8) || seen.startsWith(EMPTY_BZIP2, 8))) {
                return packing;
            }
        }
        return PLAIN;
    }
}
