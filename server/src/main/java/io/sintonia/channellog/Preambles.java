package io.sintonia.channellog;

import java.util.Arrays;

/**
 * The preambles a log has met lately, each once. PAT and PMT say the same for hours and differ in their continuity
 * counters, which have sixteen values; so a day of segments shares a handful of arrays. The owner's alone.
 */
final class Preambles {
    private static final int REMEMBERED = 32;

    private final byte[][] met = new byte[REMEMBERED][];
    private int next;

    /** The array that was met before with the same bytes, or this one. */
    byte[] shared(byte[] preamble) {
        for (byte[] known : met) {
            if (Arrays.equals(known, preamble)) {
                return known;
            }
        }
        met[next] = preamble;
        next = (next + 1) % REMEMBERED;
        return preamble;
    }
}
