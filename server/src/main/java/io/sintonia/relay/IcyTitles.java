package io.sintonia.relay;

import java.util.OptionalInt;

/** Takes the titles out that some radio servers mix in unasked: after every so many bytes one that counts 16s, then these. */
final class IcyTitles {
    private final int every;
    private int untilCount;
    private int titleLeft;

    /** @param every bytes of sound between titles; without it, nothing is taken out */
    IcyTitles(OptionalInt every) {
        this.every = every.orElse(0);
        this.untilCount = this.every;
    }

    /** Leaves the sound at the beginning of the bytes; returns how much there is. */
    int strip(byte[] bytes, int length) {
        if (every <= 0) {
            return length;
        }
        int kept = 0;
        int at = 0;
        while (at < length) {
            if (titleLeft > 0) {
                int skipped = Math.min(titleLeft, length - at);
                titleLeft -= skipped;
                at += skipped;
            } else if (untilCount == 0) {
                titleLeft = (bytes[at] & 0xFF) * 16;
                untilCount = every;
                at++;
            } else {
                int sound = Math.min(untilCount, length - at);
                System.arraycopy(bytes, at, bytes, kept, sound);
                kept += sound;
                at += sound;
                untilCount -= sound;
            }
        }
        return kept;
    }
}
