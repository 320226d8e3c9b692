package io.sintonia.formats.m3u;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Judges what unmarked bytes mean. UTF-8 with a few faults stays UTF-8, so that one bad byte costs one character and not
 * the file; then what the source's owner says; then the statistics of the bytes above 0x7F.
 */
final class Encoding {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Charset WINDOWS_1251 = Charset.forName("windows-1251");
    private static final Charset WINDOWS_1254 = Charset.forName("windows-1254");
    private static final Charset GB18030 = Charset.forName("GB18030");

    /**
     * Valid multi-byte sequences that outweigh one fault. A large list passes with 99 % valid; a small one with one bad
     * byte must pass too, and text of a legacy page hardly ever forms valid sequences by chance: 8 to 1 is far from both.
     */
    private static final int VALID_PER_FAULT = 8;

    private Encoding() {}

    /** True if there is a byte in the range that ASCII does not explain. */
    static boolean hasHighBytes(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] < 0) {
                return true;
            }
        }
        return false;
    }

    /** The charset of the bytes; the range should hold some above 0x7F. */
    static Charset judge(byte[] bytes, int from, int to, Optional<Charset> fallback) {
        return isUtf8(bytes, from, to) ? StandardCharsets.UTF_8 : fallback.orElseGet(() -> legacy(bytes, from, to));
    }

    private static boolean isUtf8(byte[] bytes, int from, int to) {
        long valid = 0;
        long faults = 0;
        int at = from;
        while (at < to) {
            if (bytes[at] >= 0) {
                at++;
                continue;
            }
            int length = sequenceLength(bytes, at, to);
            if (length > 0) {
                valid++;
                at += length;
            } else if (length < 0) {
                break; // The range ends inside a sequence: no fault of the text.
            } else {
                faults++;
                at++;
            }
        }
        return faults == 0 || valid >= VALID_PER_FAULT * faults;
    }

    /** RFC 3629, 4: length of the well-formed sequence at {@code at}, 0 if there is none, -1 if the range cuts it. */
    private static int sequenceLength(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        int length = lead >= 0xC2 && lead <= 0xDF
                ? 2
                : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
        for (int next = 1; next < length; next++) {
            if (at + next >= to) {
                return -1;
            }
            int trail = bytes[at + next] & 0xFF;
            int least = next == 1 && lead == 0xE0 ? 0xA0 : next == 1 && lead == 0xF0 ? 0x90 : 0x80;
            int most = next == 1 && lead == 0xED ? 0x9F : next == 1 && lead == 0xF4 ? 0x8F : 0xBF;
            if (trail < least || trail > most) {
                return 0;
            }
        }
        return length;
    }

    private static Charset legacy(byte[] bytes, int from, int to) {
        if (isChinese(bytes, from, to)) {
            return GB18030;
        }
        long high = 0;
        long letters = 0;
        long inRuns = 0;
        long turkish = 0;
        long notTurkish = 0;
        for (int at = from; at < to; at++) {
            int value = bytes[at] & 0xFF;
            if (value < 0x80) {
                continue;
            }
            high++;
            if (isCyrillicLetter(value)) {
                letters++;
                boolean before = at > from && isCyrillicLetter(bytes[at - 1] & 0xFF);
                boolean after = at + 1 < to && isCyrillicLetter(bytes[at + 1] & 0xFF);
                inRuns += before || after ? 1 : 0;
            }
            switch (value) {
                // Ğ İ Ş ğ ı ş, which are Ð Ý Þ ð ý þ in Iceland, where á í ú æ stand beside them.
                case 0xD0, 0xDD, 0xDE, 0xF0, 0xFD, 0xFE -> turkish++;
                case 0xC1, 0xC6, 0xCD, 0xDA, 0xE1, 0xE6, 0xED, 0xFA -> notTurkish++;
                default -> {}
            }
        }
        // A Cyrillic word is a run of letters above 0x7F; in western text they stand alone among ASCII.
        if (letters * 10 >= high * 7 && inRuns * 2 > letters) {
            return WINDOWS_1251;
        }
        return turkish * 4 >= high && turkish > 2 * notTurkish ? WINDOWS_1254 : WINDOWS_1252;
    }

    private static boolean isCyrillicLetter(int value) {
        return value >= 0xC0 || value == 0xA8 || value == 0xB8;
    }

    /** Pairs of bytes above 0xA0, most of them level-1 ideographs of GB 2312 (lead 0xB0 to 0xD7), hardly a fault. */
    private static boolean isChinese(byte[] bytes, int from, int to) {
        long pairs = 0;
        long levelOne = 0;
        long others = 0;
        int at = from;
        while (at + 1 < to) {
            int lead = bytes[at] & 0xFF;
            if (lead < 0x80) {
                at++;
                continue;
            }
            int trail = bytes[at + 1] & 0xFF;
            if (lead >= 0xA1 && lead <= 0xF7 && trail >= 0xA1 && trail <= 0xFE) {
                pairs++;
                levelOne += lead >= 0xB0 && lead <= 0xD7 ? 1 : 0;
                at += 2;
            } else {
                others++;
                at += trail >= 0x40 ? 2 : 1;
            }
        }
        return pairs > 0 && others * 5 <= pairs && levelOne * 2 >= pairs;
    }
}
