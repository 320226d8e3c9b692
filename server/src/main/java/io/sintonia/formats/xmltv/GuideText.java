package io.sintonia.formats.xmltv;

import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

/**
 * What a guide's bytes mean. UTF-8 is always tried first, record by record, since declarations lie in both directions and
 * text of another charset is hardly ever valid UTF-8. Then what is declared counts; where that is UTF-8 or nothing, only the
 * bytes that are wrong are read in the fallback charset, so that one bad byte costs one character.
 */
final class GuideText {
    private static final int HEAD = 1024;

    private final Charset declared;
    private final Charset fallback;

    private GuideText(Charset declared, Charset fallback) {
        this.declared = declared;
        this.fallback = fallback;
    }

    /** Reads the XML declaration, if the window begins with one. */
    static GuideText declaredIn(Window window, Charset fallback, XmltvRemarks remarks) throws InterruptedIOException {
        boolean _ = window.reaches(HEAD - 1);
        String head = new String(
                window.bytes(), window.at(), Math.min(HEAD, window.end() - window.at()), StandardCharsets.ISO_8859_1);
        Charset declared = declared(head, remarks).orElse(StandardCharsets.UTF_8);
        return new GuideText(declared, fallback);
    }

    /** Bytes that need not be looked at: they were transcoded. */
    static GuideText utf8(Charset fallback) {
        return new GuideText(StandardCharsets.UTF_8, fallback);
    }

    /** The same text in UTF-8 for a parser; bytes that are wrong in a guide said to be UTF-8 stay wrong. */
    Slice utf8(Slice bytes) {
        if (declared.equals(StandardCharsets.UTF_8) || isUtf8(bytes)) {
            return bytes;
        }
        return encoded(new String(bytes.bytes(), bytes.from(), bytes.length(), declared));
    }

    static Slice encoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Slice(bytes, 0, bytes.length);
    }

    /** The text, whatever the bytes are. */
    String decoded(Slice bytes) {
        if (isUtf8(bytes)) {
            return new String(bytes.bytes(), bytes.from(), bytes.length(), StandardCharsets.UTF_8);
        }
        if (!declared.equals(StandardCharsets.UTF_8)) {
            return new String(bytes.bytes(), bytes.from(), bytes.length(), declared);
        }
        var text = new StringBuilder(bytes.length());
        int from = bytes.from();
        for (int at = from; at < bytes.to(); ) {
            int length = sequence(bytes.bytes(), at, bytes.to());
            if (length > 0) {
                at += length;
            } else {
                text.append(new String(bytes.bytes(), from, at - from, StandardCharsets.UTF_8));
                text.append(new String(bytes.bytes(), at, 1, fallback));
                from = ++at;
            }
        }
        return text.append(new String(bytes.bytes(), from, bytes.to() - from, StandardCharsets.UTF_8))
                .toString();
    }

    private static boolean isUtf8(Slice slice) {
        byte[] bytes = slice.bytes();
        for (int at = slice.from(); at < slice.to(); ) {
            if (bytes[at] >= 0) {
                at++;
                continue;
            }
            int length = sequence(bytes, at, slice.to());
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** RFC 3629, 4: length of the well-formed sequence at {@code at}, or 0. */
    private static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0x80) {
            return 1;
        }
        int length = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (at + length > to) {
            return 0;
        }
        for (int next = 1; next < length; next++) {
            int trail = bytes[at + next] & 0xFF;
            int least = next == 1 && lead == 0xE0 ? 0xA0 : next == 1 && lead == 0xF0 ? 0x90 : 0x80;
            int most = next == 1 && lead == 0xED ? 0x9F : next == 1 && lead == 0xF4 ? 0x8F : 0xBF;
            if (trail < least || trail > most) {
                return 0;
            }
        }
        return length;
    }

    private static Optional<Charset> declared(String head, XmltvRemarks remarks) {
        int from = head.indexOf("<?xml");
        int to = from < 0 ? -1 : head.indexOf("?>", from);
        int at = to < 0 ? -1 : head.indexOf("encoding", from);
        if (at < 0 || at > to) {
            return Optional.empty();
        }
        String value =
                head.substring(at + "encoding".length(), to).replace('=', ' ').strip();
        int end = value.isEmpty() ? -1 : value.indexOf(value.charAt(0), 1);
        String name = end < 0 ? value : value.substring(1, end).strip();
        try {
            Charset charset = Charset.forName(name);
            if (!charset.name().toUpperCase(Locale.ROOT).startsWith("UTF-")) {
                return Optional.of(charset);
            }
            if (!charset.equals(StandardCharsets.UTF_8)) {
                remarks.say(name, "the guide says that it is " + name + " and is not: it is read as UTF-8");
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            remarks.say(name, "the guide declares an encoding that is none: it is read as UTF-8");
        }
        return Optional.empty();
    }
}
