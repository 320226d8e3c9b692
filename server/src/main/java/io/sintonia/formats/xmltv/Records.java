package io.sintonia.formats.xmltv;

import java.io.InterruptedIOException;
import java.util.Optional;

/**
 * Finds the channels and programmes of a guide in its bytes, without understanding more of XML than must be to not be
 * fooled: quotes in start tags, comments, CDATA sections, the DOCTYPE. Whatever is broken inside a record ends with that record, at the latest
 * where the next one begins. Each byte is looked at a bounded number of times. The bytes must be of a charset in which
 * ASCII stands for itself.
 */
final class Records {
    /** Longest terminator less one: what a search must look at again. */
    private static final int OVERLAP = 2;

    private final Window window;
    private final int longest;
    private final XmltvRemarks remarks;

    /** Up to where, in the whole input, no end of a comment and of a CDATA section has been found. */
    private final long[] fruitless = new long[2];

    private String root = "";
    private long guides;
    private boolean closed;

    Records(Window window, int longest, XmltvRemarks remarks) {
        this.window = window;
        this.longest = longest;
        this.remarks = remarks;
    }

    /** The next record, good until the one after it is asked for; none at the end. */
    Optional<GuideRecord> next() throws InterruptedIOException {
        while (seekMarkup()) {
            window.drop();
            remarks.at(window.line(), window.column());
            Optional<GuideRecord.Kind> kind = GuideRecord.Kind.begunAt(window, 0);
            if (kind.isPresent()) {
                closed = false;
                return Optional.of(record(kind.get()));
            }
            outside();
        }
        window.drop();
        remarks.at(window.line(), window.column());
        return Optional.empty();
    }

    /** Whether a guide's beginning was seen. */
    boolean hasGuide() {
        return guides > 0;
    }

    /** Whether the guide, or the last of several, has been closed. */
    boolean isClosed() {
        return closed;
    }

    /** The first element's name, in ASCII, at most 20 letters; empty if there is none. */
    String root() {
        return root;
    }

    private boolean seekMarkup() throws InterruptedIOException {
        while (!window.seek('<')) {
            window.drop();
            if (!window.reaches(0)) {
                return false;
            }
        }
        return true;
    }

    /** Markup between records; {@code at} moves past at least its first sign. */
    private void outside() throws InterruptedIOException {
        int sign = window.peek(1);
        if (sign == '!') {
            if (window.shows(0, "<!doctype")) {
                skipDoctype();
            } else {
                skipCommentOrSection();
            }
            return;
        }
        boolean isTv = window.shows(1, "tv") && !isNamePart(window.peek(3));
        if (isTv) {
            guides++;
            if (guides == 2) {
                remarks.say("<tv", "another guide begins here: it is read as well");
            }
        } else if (window.shows(1, "/tv") && !isNamePart(window.peek(4))) {
            closed = true;
        }
        if (root.isEmpty() && isNamePart(sign)) {
            var name = new StringBuilder();
            for (int i = 1; i < 21 && isNamePart(window.peek(i)); i++) {
                name.append((char) window.peek(i));
            }
            root = name.toString();
        }
        window.advance(1);
        if (isTv) {
            closed = skipStartTag() && window.bytes()[window.at() - 2] == '/';
        }
    }

    /** A record that begins at {@code at}, where {@code from} is too. */
    private GuideRecord record(GuideRecord.Kind kind) throws InterruptedIOException {
        window.advance(kind.opening().length());
        boolean isWhole = skipStartTag();
        int tagLength = window.at() - window.from();
        boolean isEmpty = isWhole && window.bytes()[window.at() - 2] == '/';
        GuideRecord.End end = isEmpty ? GuideRecord.End.WHOLE : body(kind);
        if (end != GuideRecord.End.TOO_LONG) {
            return new GuideRecord(
                    kind,
                    end,
                    new Slice(window.bytes(), window.from(), window.at()),
                    Math.min(tagLength, window.at() - window.from()));
        }
        byte[] kept = window.copy(window.from(), Math.min(window.from() + longest, window.at()));
        skipRest(kind);
        return new GuideRecord(kind, end, new Slice(kept, 0, kept.length), Math.min(tagLength, kept.length));
    }

    /** Moves past the start tag's end; false if it has none before other markup begins. */
    private boolean skipStartTag() throws InterruptedIOException {
        int quote = 0;
        int firstEnd = -1;
        while (true) {
            int c = window.peek(0);
            if (c < 0 || isTooLong() || (c == '<' && (quote == 0 || isMarkup()))) {
                // A quote that is never closed: the tag ends at the first sign that may end it.
                int back = firstEnd < 0 ? 0 : window.at() - window.from() - firstEnd;
                window.advance(-back);
                return firstEnd >= 0;
            }
            window.advance(1);
            if (c == '>') {
                if (quote == 0) {
                    return true;
                }
                firstEnd = firstEnd < 0 ? window.at() - window.from() : firstEnd;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            }
        }
    }

    /** Whether what begins here is no text, even where a quote says so. */
    private boolean isMarkup() throws InterruptedIOException {
        return window.peek(1) == '/' || GuideRecord.Kind.begunAt(window, 0).isPresent();
    }

    /** Moves past the record's end tag, or to what shows that it has none. */
    private GuideRecord.End body(GuideRecord.Kind kind) throws InterruptedIOException {
        while (window.seek('<')) {
            if (isTooLong()) {
                return GuideRecord.End.TOO_LONG;
            }
            Optional<GuideRecord.End> end = endAt(kind);
            if (end.isPresent()) {
                return end.get();
            }
        }
        return window.isEnded() && !isTooLong() ? GuideRecord.End.CUT_OFF : GuideRecord.End.TOO_LONG;
    }

    /** Forgets what follows until the record's end. */
    private void skipRest(GuideRecord.Kind kind) throws InterruptedIOException {
        do {
            while (window.seek('<')) {
                window.drop();
                if (endAt(kind).isPresent()) {
                    return;
                }
            }
            window.drop();
        } while (window.reaches(0));
    }

    /** How the record ends at this {@code <}; moves past it, past a comment, or past the sign alone. */
    private Optional<GuideRecord.End> endAt(GuideRecord.Kind kind) throws InterruptedIOException {
        switch (window.peek(1)) {
            case '/' -> {
                if (window.shows(0, kind.closing())
                        && !isNamePart(window.peek(kind.closing().length()))) {
                    window.advance(kind.closing().length());
                    while (window.peek(0) == ' ' || window.peek(0) == '\n' || window.peek(0) == '\r') {
                        window.advance(1);
                    }
                    window.advance(window.peek(0) == '>' ? 1 : 0);
                    return Optional.of(GuideRecord.End.WHOLE);
                }
                if (window.shows(2, "tv") && !isNamePart(window.peek(4))) {
                    return Optional.of(GuideRecord.End.UNCLOSED);
                }
                window.advance(1);
            }
            case '!' -> skipCommentOrSection();
            default -> {
                if (GuideRecord.Kind.begunAt(window, 0).isPresent()) {
                    return Optional.of(GuideRecord.End.UNCLOSED);
                }
                window.advance(1);
            }
        }
        return Optional.empty();
    }

    private boolean isTooLong() {
        return window.at() - window.from() > longest;
    }

    private void skipCommentOrSection() throws InterruptedIOException {
        if (window.shows(0, "<!--")) {
            window.advance(4);
            skipTo("-->", 0);
        } else if (window.shows(0, "<![CDATA[")) {
            window.advance(9);
            skipTo("]]>", 1);
        } else {
            window.advance(2);
        }
    }

    /** Moves past the terminator, if the window reaches it; where others of its kind searched in vain is not searched again. */
    private void skipTo(String terminator, int kind) throws InterruptedIOException {
        long start = window.position();
        int back = window.at() - window.from();
        window.advance((int) Math.max(0, Math.min(fruitless[kind] - start, window.end() - window.at())));
        while (window.seek('>')) {
            int here = window.at();
            boolean found = window.position() - start >= 2
                    && window.bytes()[here - 1] == terminator.charAt(1)
                    && window.bytes()[here - 2] == terminator.charAt(0);
            window.advance(1);
            if (found) {
                return;
            }
        }
        fruitless[kind] = window.position() - OVERLAP;
        window.advance(window.from() + back - window.at());
    }

    /** XML 1.0, 2.8: with all that it declares, which nobody looks at; up to a MiB. */
    private void skipDoctype() throws InterruptedIOException {
        window.advance(2);
        int depth = 0;
        int quote = 0;
        for (int left = 1 << 20; left > 0; left--) {
            int c = window.peek(0);
            if (c < 0 && window.isEnded()) {
                return;
            }
            if (depth > 0 && quote == 0 && window.shows(0, "<!--")) {
                skipCommentOrSection();
                continue;
            }
            window.advance(1);
            if (c == quote) {
                quote = 0;
            } else if (quote == 0) {
                switch (c) {
                    case '"', '\'' -> quote = c;
                    case '[' -> depth++;
                    case ']' -> depth--;
                    case '>' -> {
                        if (depth <= 0) {
                            return;
                        }
                    }
                    default -> {}
                }
            }
            window.drop();
        }
        remarks.say("<!DOCTYPE", "the document type has no end within 1 MiB: what follows is searched for programmes");
    }

    static boolean isNamePart(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == ':'
                || c >= 0x80;
    }
}
