package io.sintonia.formats.xmltv;

import java.io.IOException;

/**
 * Writes elements, attributes and text of XML 1.0, whatever the words are: markup is escaped, line ends become blanks, and what XML
 * cannot hold is left out. One thread.
 */
final class Markup {
    private final Appendable out;

    Markup(Appendable out) {
        this.out = out;
    }

    /** As it is. */
    Markup raw(String markup) throws IOException {
        out.append(markup);
        return this;
    }

    /** An element of text, with its language unless that is empty. */
    Markup element(String name, String text, String language) throws IOException {
        return element(name, text, "lang", language);
    }

    /** An element of text and of an attribute, which is left out if empty. */
    Markup element(String name, String text, String attribute, String value) throws IOException {
        out.append('<').append(name);
        if (!value.isEmpty()) {
            attribute(attribute, value);
        }
        out.append('>');
        text(text);
        out.append("</").append(name).append('>');
        return this;
    }

    Markup attribute(String name, String value) throws IOException {
        out.append(' ').append(name).append("=\"");
        text(value);
        out.append('"');
        return this;
    }

    Markup text(String text) throws IOException {
        int from = 0;
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int next = at + Character.charCount(c);
            if (!standsForItself(c)) {
                out.append(text, from, at).append(insteadOf(c));
                from = next;
            }
            at = next;
        }
        out.append(text, from, text.length());
        return this;
    }

    /** XML 1.0, 2.2, without what is markup and without what a reader would turn into a blank. */
    private static boolean standsForItself(int c) {
        return switch (c) {
            case '&', '<', '>', '"' -> false;
            default -> (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
        };
    }

    private static String insteadOf(int c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\t', '\n', '\r' -> " ";
            default -> "";
        };
    }
}
