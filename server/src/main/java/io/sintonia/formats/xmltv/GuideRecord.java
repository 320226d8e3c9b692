package io.sintonia.formats.xmltv;

import java.io.InterruptedIOException;
import java.util.Optional;

/**
 * A channel or programme as it stands in the guide.
 *
 * @param bytes from its {@code <} on
 * @param tagLength how many of them the start tag is
 */
record GuideRecord(Kind kind, End end, Slice bytes, int tagLength) {
    /** Which element it is. */
    enum Kind {
        CHANNEL("channel"),
        PROGRAMME("programme");

        private final String opening;
        private final String closing;

        Kind(String name) {
            opening = "<" + name;
            closing = "</" + name;
        }

        String opening() {
            return opening;
        }

        String closing() {
            return closing;
        }

        /** The kind of record whose start tag stands so far ahead. */
        static Optional<Kind> begunAt(Window window, int ahead) throws InterruptedIOException {
            int letter = window.peek(ahead + 1) | 0x20;
            if (letter == 'p' && begins(PROGRAMME, window, ahead)) {
                return Optional.of(PROGRAMME);
            }
            return letter == 'c' && begins(CHANNEL, window, ahead) ? Optional.of(CHANNEL) : Optional.empty();
        }

        private static boolean begins(Kind kind, Window window, int ahead) throws InterruptedIOException {
            return window.shows(ahead, kind.opening) && !Records.isNamePart(window.peek(ahead + kind.opening.length()));
        }
    }

    /** How it ends. */
    enum End {
        /** With its end tag. */
        WHOLE,
        /** Without: another record or the guide's end follows. */
        UNCLOSED,
        /** With the input. */
        CUT_OFF,
        /** It is longer than what is read of one record. */
        TOO_LONG
    }

    StartTag tag() {
        return new StartTag(bytes.bytes(), bytes.from() + kind.opening.length(), bytes.from() + tagLength);
    }
}
