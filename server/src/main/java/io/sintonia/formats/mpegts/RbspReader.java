package io.sintonia.formats.mpegts;

/**
 * Reads bits of a NAL unit, skipping emulation prevention bytes (ITU-T H.264, 7.3.1 and 9.1). Reading past the end gives
 * zeros and is told by {@link #exhausted}.
 */
final class RbspReader {
    private byte[] bytes = {};
    private int at;
    private int end;
    private int zeros;
    private int current;
    private int bitsLeft;
    private boolean exhausted;

    /** Starts anew at a byte. */
    RbspReader over(byte[] source, int from, int to) {
        bytes = source;
        at = from;
        end = to;
        zeros = 0;
        bitsLeft = 0;
        exhausted = false;
        return this;
    }

    boolean exhausted() {
        return exhausted;
    }

    boolean flag() {
        return bit() != 0;
    }

    int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 1) | bit();
        }
        return value;
    }

    void skip(int count) {
        for (int i = 0; i < count; i++) {
            bit();
        }
    }

    /** Exp-Golomb without sign; codes of more than 31 bits do not occur and exhaust the reader. */
    int unsigned() {
        int leading = 0;
        while (bit() == 0) {
            leading++;
            if (exhausted || leading > 30) {
                exhausted = true;
                return 0;
            }
        }
        return (1 << leading) - 1 + bits(leading);
    }

    /** Exp-Golomb with sign. */
    int signed() {
        int code = unsigned();
        return (code & 1) != 0 ? (code + 1) / 2 : -(code / 2);
    }

    private int bit() {
        if (bitsLeft == 0) {
            if (zeros >= 2 && at < end && bytes[at] == 3) {
                at++;
                zeros = 0;
            }
            if (at >= end) {
                exhausted = true;
                return 0;
            }
            current = bytes[at] & 0xFF;
            at++;
            zeros = current == 0 ? zeros + 1 : 0;
            bitsLeft = 8;
        }
        bitsLeft--;
        return (current >> bitsLeft) & 1;
    }
}
