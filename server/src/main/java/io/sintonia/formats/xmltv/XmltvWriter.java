package io.sintonia.formats.xmltv;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Writes a guide as every known player reads it, piece by piece: {@link #begin}, all {@link #channel}s, all
 * {@link #programme}s, {@link #end}. Times are in UTC with their offset, since some players ignore offsets and others fail
 * without. Text may hold anything: markup is escaped, line ends become blanks, and what XML 1.0 cannot hold is left out.
 */
public final class XmltvWriter {
    private final Appendable out;

    /** A writer to this, whose encoding must be UTF-8; it is neither flushed nor closed here. */
    public XmltvWriter(Appendable out) {
        this.out = out;
    }

    /**
     * A programme as it is written.
     *
     * @param channel the id of a channel that was written before
     * @param stop later than start
     * @param description left out if empty
     * @param language left out if empty
     */
    public record Programme(
            String channel, Instant start, Instant stop, String title, String description, String language) {}

    /** Everything before the first channel. */
    public XmltvWriter begin(String generator) throws IOException {
        out.append("<?xml version=\"1.0\" encoding=\"utf-8\" ?><!DOCTYPE tv SYSTEM \"xmltv.dtd\">\n<tv");
        attribute("generator-info-name", generator);
        out.append(">\n");
        return this;
    }

    /**
     * A channel.
     *
     * @param icon a URL; left out if empty
     */
    public XmltvWriter channel(String id, String displayName, String icon) throws IOException {
        out.append("<channel");
        attribute("id", id);
        out.append("><display-name>");
        text(displayName);
        out.append("</display-name>");
        if (!icon.isEmpty()) {
            out.append("<icon");
            attribute("src", icon);
            out.append(" />");
        }
        out.append("</channel>\n");
        return this;
    }

    /** A programme; the attributes stand in the order that naive readers expect. */
    public XmltvWriter programme(Programme programme) throws IOException {
        out.append("<programme start=\"");
        time(programme.start());
        out.append("\" stop=\"");
        time(programme.stop());
        out.append('"');
        attribute("channel", programme.channel());
        out.append('>');
        element("title", programme.title(), programme.language());
        if (!programme.description().isEmpty()) {
            element("desc", programme.description(), programme.language());
        }
        out.append("</programme>\n");
        return this;
    }

    /** What closes the guide. */
    public void end() throws IOException {
        out.append("</tv>\n");
    }

    /** By hand, since a guide has millions of them. */
    private void time(Instant moment) throws IOException {
        LocalDateTime time = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), 0, ZoneOffset.UTC);
        two(time.getYear() / 100);
        two(time.getYear() % 100);
        two(time.getMonthValue());
        two(time.getDayOfMonth());
        two(time.getHour());
        two(time.getMinute());
        two(time.getSecond());
        out.append(" +0000");
    }

    private void two(int number) throws IOException {
        out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private void element(String name, String text, String language) throws IOException {
        out.append('<').append(name);
        if (!language.isEmpty()) {
            attribute("lang", language);
        }
        out.append('>');
        text(text);
        out.append("</").append(name).append('>');
    }

    private void attribute(String name, String value) throws IOException {
        out.append(' ').append(name).append("=\"");
        text(value);
        out.append('"');
    }

    private void text(String text) throws IOException {
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
