package io.sintonia.formats.xmltv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A record that is no well-formed XML, made so with the least change: {@code &} and {@code <} that begin nothing become text, HTML's
 * entities become characters, characters that XML forbids and comments go away, attributes are quoted and come once, elements are closed
 * where the next one of a guide begins or the element around them ends. What is neither text nor a tag of a guide or of simple HTML nor closed
 * later is text.
 */
final class Mended {
    private static final int DEEPEST = 64;
    private static final int MOST_ATTRIBUTES = 50;

    /** How far an unknown element's end may be, so that looking for it costs little however many there are. */
    private static final int FARTHEST_END = 4096;

    /** Elements of the DTD that hold text only: the beginning of another one ends them. */
    private static final Set<String> LEAVES = Set.of(
            "title",
            "sub-title",
            "desc",
            "display-name",
            "date",
            "category",
            "keyword",
            "language",
            "orig-language",
            "length",
            "country",
            "episode-num",
            "premiere",
            "last-chance",
            "review",
            "value",
            "aspect",
            "quality",
            "lcn");

    private static final Set<String> OTHERS = Set.of(
            "programme",
            "channel",
            "credits",
            "director",
            "actor",
            "writer",
            "adapter",
            "producer",
            "composer",
            "editor",
            "presenter",
            "commentator",
            "guest",
            "icon",
            "url",
            "image",
            "video",
            "audio",
            "present",
            "colour",
            "stereo",
            "previously-shown",
            "new",
            "live",
            "subtitles",
            "rating",
            "star-rating");

    private static final Set<String> PROSE =
            Set.of("br", "b", "i", "u", "p", "em", "strong", "span", "a", "font", "sup");

    private final String in;
    private final StringBuilder out;
    private final List<String> open = new ArrayList<>();
    private int at;
    private boolean hasNoMoreCommentEnds;

    private Mended(String record) {
        in = record;
        out = new StringBuilder(record.length() + 64);
    }

    /** The record, which begins with its start tag, as well-formed XML. */
    static String of(String record) {
        var mended = new Mended(record);
        while (mended.at < record.length()) {
            mended.step();
        }
        mended.close(0);
        return mended.out.toString();
    }

    private void step() {
        char c = in.charAt(at);
        if (c == '<') {
            markup();
        } else if (open.isEmpty()) {
            at++; // what precedes or follows the record
        } else {
            at = text(at);
        }
    }

    private void markup() {
        char next = at + 1 < in.length() ? in.charAt(at + 1) : ' ';
        if (in.startsWith("<!--", at)) {
            int end = hasNoMoreCommentEnds ? -1 : in.indexOf("-->", at + 4);
            hasNoMoreCommentEnds = end < 0; // so that many beginnings do not look through the rest again and again
            at = end < 0 ? at + 4 : end + 3;
        } else if (in.startsWith("<![CDATA[", at)) {
            int end = in.indexOf("]]>", at + 9);
            int stop = end < 0 ? in.length() : end;
            for (int i = at + 9; i < stop && !open.isEmpty(); ) {
                i = literally(i);
            }
            at = end < 0 ? stop : end + 3;
        } else if (next == '!' || next == '?') {
            int end = in.indexOf('>', at);
            at = end < 0 ? in.length() : end + 1;
        } else if (next == '/') {
            endTag();
        } else if (!isNameStart(next) || !startTag()) {
            if (!open.isEmpty()) {
                out.append("&lt;");
            }
            at++;
        }
    }

    private void endTag() {
        int from = at + 2;
        int to = nameEnd(from);
        int next = in.indexOf('<', to);
        int end = in.indexOf('>', to, next < 0 ? in.length() : next);
        int known = open.lastIndexOf(name(from, to));
        if (known >= 0) {
            close(known);
        }
        at = end < 0 ? to : end + 1;
    }

    /** Writes the start tag here; false if this is none. */
    private boolean startTag() {
        int nameTo = nameEnd(at + 1);
        int end = tagEnd(nameTo);
        String name = name(at + 1, nameTo);
        boolean isEmpty = end > 0 && in.charAt(end - 1) == '/';
        boolean isKnown = open.isEmpty() || LEAVES.contains(name) || OTHERS.contains(name) || PROSE.contains(name);
        if (end < 0 && (isKnown || in.indexOf('<', nameTo) < 0)) {
            at = in.length(); // a tag that is cut off
            return true;
        }
        if (end < 0 || !(isKnown || isEmpty || isClosedLater(name, end))) {
            return false;
        }
        if (!open.isEmpty()
                && LEAVES.contains(open.getLast())
                && !PROSE.contains(name)
                && !name.equals("image")
                && (LEAVES.contains(name) || OTHERS.contains(name))) {
            close(open.size() - 1);
        }
        at = end + 1;
        if (open.size() == DEEPEST || (isEmpty && open.isEmpty())) {
            return true;
        }
        out.append('<').append(name);
        attributes(nameTo, isEmpty ? end - 1 : end);
        out.append(isEmpty || name.equals("br") ? "/>" : ">");
        if (!isEmpty && !name.equals("br")) {
            open.add(name);
        }
        return true;
    }

    private boolean isClosedLater(String name, int from) {
        return in.indexOf("</" + name, from, Math.min(in.length(), from + FARTHEST_END)) >= 0;
    }

    /** Where the tag's {@code >} is, quotes respected where they are closed; negative if other markup begins before. */
    private int tagEnd(int from) {
        int quote = 0;
        int first = -1;
        for (int i = from; i < in.length(); i++) {
            char c = in.charAt(i);
            if (c == '<') {
                return first;
            }
            if (c == '>') {
                if (quote == 0) {
                    return i;
                }
                first = first < 0 ? i : first;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            }
        }
        return first;
    }

    private void attributes(int from, int to) {
        var seen = new HashSet<String>();
        int i = from;
        while (i < to && seen.size() < MOST_ATTRIBUTES) {
            if (!isNameStart(in.charAt(i))) {
                i++;
                continue;
            }
            int nameTo = Math.min(nameEnd(i), to);
            String name = name(i, nameTo);
            i = pastBlanks(nameTo, to);
            if (i >= to || in.charAt(i) != '=') {
                continue;
            }
            i = pastBlanks(i + 1, to);
            int valueTo = i;
            if (i < to && (in.charAt(i) == '"' || in.charAt(i) == '\'')) {
                int end = in.indexOf(in.charAt(i), i + 1, Math.max(i + 1, to));
                i++;
                valueTo = end < 0 ? to : end;
            } else {
                while (valueTo < to && in.charAt(valueTo) > ' ') {
                    valueTo++;
                }
            }
            if (seen.add(name)) {
                out.append(' ').append(name).append("=\"");
                for (int j = i; j < valueTo; ) {
                    j = text(j);
                }
                out.append('"');
            }
            i = valueTo + 1;
        }
    }

    /** Writes one character or entity of text; returns where the next is. */
    private int text(int i) {
        if (in.charAt(i) != '&') {
            return literally(i);
        }
        int end = in.indexOf(';', i + 1, Math.min(in.length(), i + 12));
        int codePoint = end < 0 ? -1 : Entities.codePoint(in.substring(i + 1, end));
        if (codePoint < 0) {
            return literally(i);
        }
        escaped(codePoint);
        return end + 1;
    }

    private int literally(int i) {
        int c = in.codePointAt(i);
        escaped(c);
        return i + Character.charCount(c);
    }

    private void escaped(int c) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            default -> {
                if (Entities.isAllowed(c)) {
                    out.appendCodePoint(c);
                }
            }
        }
    }

    private void close(int depth) {
        while (open.size() > depth) {
            out.append("</").append(open.removeLast()).append('>');
        }
    }

    private int pastBlanks(int from, int to) {
        int i = from;
        while (i < to && in.charAt(i) <= ' ') {
            i++;
        }
        return i;
    }

    private int nameEnd(int from) {
        int i = from;
        while (i < in.length() && (isNameStart(in.charAt(i)) || "-.:0123456789".indexOf(in.charAt(i)) >= 0)) {
            i++;
        }
        return i;
    }

    /** Without colons: what a prefix stands for was said outside the record. */
    private String name(int from, int to) {
        return in.substring(from, to).replace(':', '.');
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
