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
    private final Markup markup;
    private final ParticularsWriter particulars;

    /** A writer to this, whose encoding must be UTF-8; it is neither flushed nor closed here. */
    public XmltvWriter(Appendable out) {
        this.out = out;
        markup = new Markup(out);
        particulars = new ParticularsWriter(markup);
    }

    /**
     * A programme as it is written.
     *
     * @param channel the id of a channel that was written before
     * @param stop later than start
     * @param description left out if empty
     * @param language left out if empty
     * @param particulars all else; what is empty is left out
     */
    public record Programme(
            String channel,
            Instant start,
            Instant stop,
            String title,
            String description,
            String language,
            Particulars particulars) {
        /** One of which no more is known. */
        public Programme(
                String channel, Instant start, Instant stop, String title, String description, String language) {
            this(channel, start, stop, title, description, language, Particulars.NONE);
        }
    }

    /** Everything before the first channel. */
    public XmltvWriter begin(String generator) throws IOException {
        out.append("<?xml version=\"1.0\" encoding=\"utf-8\" ?><!DOCTYPE tv SYSTEM \"xmltv.dtd\">\n<tv");
        markup.attribute("generator-info-name", generator);
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
        markup.attribute("id", id);
        out.append("><display-name>");
        markup.text(displayName);
        out.append("</display-name>");
        if (!icon.isEmpty()) {
            out.append("<icon");
            markup.attribute("src", icon);
            out.append(" />");
        }
        out.append("</channel>\n");
        return this;
    }

    /** A programme; the attributes stand in the order that naive readers expect, the elements in the DTD's. */
    public XmltvWriter programme(Programme programme) throws IOException {
        out.append("<programme start=\"");
        time(programme.start());
        out.append("\" stop=\"");
        time(programme.stop());
        out.append('"');
        markup.attribute("channel", programme.channel());
        out.append('>');
        markup.element("title", programme.title(), programme.language());
        particulars.subTitles(programme.particulars());
        if (!programme.description().isEmpty()) {
            markup.element("desc", programme.description(), programme.language());
        }
        particulars.rest(programme.particulars());
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
}
