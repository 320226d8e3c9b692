package io.sintonia.outputs.m3u;

import io.sintonia.formats.m3u.M3uWriter;
import io.sintonia.outputs.ShownChannel;
import io.sintonia.outputs.wire.SplicedText;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes one playlist, with marks for address and credentials. No escaping exists in any of the forms, so what would end a
 * line, a quote or a field is replaced.
 */
final class ListText {
    private final ListForm form;
    private final String extension;
    private final SplicedText.Writer text = new SplicedText.Writer();
    private final StringBuilder line = new StringBuilder();
    private final M3uWriter m3u = new M3uWriter(line);

    /**
     * Begins a list.
     *
     * @param extension of live addresses, with its dot
     */
    ListText(ListForm form, String extension) {
        this.form = form;
        this.extension = extension;
        switch (form) {
            case PLUS -> header();
            case PLAIN -> text.add("#EXTM3U\n");
            case SIMPLE -> {}
            case ENIGMA2 -> text.add("#NAME Sintonia\n");
        }
    }

    private void header() {
        text.add("#EXTM3U x-tvg-url=\"");
        guideAddress();
        text.add("\" url-tvg=\"");
        guideAddress();
        text.add("\"\n");
    }

    private void guideAddress() {
        text.add(SplicedText.Mark.BASE).add("/xmltv.php?username=").add(SplicedText.Mark.USERNAME);
        text.add("&password=").add(SplicedText.Mark.PASSWORD);
    }

    /** Adds a channel. */
    void add(ShownChannel shown) {
        switch (form) {
            case PLUS -> {
                text.add(extinf(shown));
                address(shown).add("\n");
            }
            case PLAIN -> {
                // without any quote in the line players cut the name at its last comma
                text.add("#EXTINF:-1," + unquoted(shown.name()).replace(",", " -") + "\n");
                address(shown).add("\n");
            }
            case SIMPLE -> address(shown).add(" #Name: " + unquoted(shown.name()) + "\n");
            case ENIGMA2 -> {
                String name = unquoted(shown.name()).replace(':', ' ');
                text.add("#SERVICE 4097:0:1:0:0:0:0:0:0:0:");
                address(shown).add(":" + name + "\n#DESCRIPTION " + name + "\n");
            }
        }
    }

    private static String unquoted(String name) {
        return name.replace('"', '\'');
    }

    private SplicedText.Writer address(ShownChannel shown) {
        text.add(SplicedText.Mark.BASE)
                .add("/live/")
                .add(SplicedText.Mark.USERNAME)
                .add("/");
        return text.add(SplicedText.Mark.PASSWORD).add("/" + shown.channel().id() + extension);
    }

    private String extinf(ShownChannel shown) {
        line.setLength(0);
        try {
            m3u.begin(-1)
                    .attribute("tvg-id", shown.guideId())
                    .attribute("tvg-name", shown.name())
                    .attribute("tvg-logo", shown.icon());
            if (!shown.channel().number().isEmpty()) {
                m3u.attribute("tvg-chno", shown.channel().number());
            }
            if (shown.channel().radio()) {
                m3u.attribute("radio", "true");
            }
            // a semicolon would put it into two groups
            m3u.attribute("group-title", shown.group().replace(';', ',')).name(shown.name());
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory fails at nothing", e);
        }
        return line.toString();
    }

    SplicedText done() {
        return text.done();
    }
}
