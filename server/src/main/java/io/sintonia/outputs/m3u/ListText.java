package io.sintonia.outputs.m3u;

import io.sintonia.formats.m3u.M3uWriter;
import io.sintonia.outputs.ShownChannel;
import io.sintonia.outputs.ShownFilm;
import io.sintonia.outputs.wire.Mark;
import io.sintonia.outputs.wire.SplicedWriter;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes one playlist, with marks for address and credentials. No escaping exists in any of the forms, so what would end a
 * line, a quote or a field is replaced.
 */
final class ListText {
    private final ListForm form;
    private final String extension;
    private final SplicedWriter text;
    private final StringBuilder line = new StringBuilder();
    private final M3uWriter m3u = new M3uWriter(line);

    /**
     * Begins a list.
     *
     * @param extension of live addresses, with its dot
     */
    ListText(OutputStream out, ListForm form, String extension) throws IOException {
        this.text = new SplicedWriter(out);
        this.form = form;
        this.extension = extension;
        switch (form) {
            case PLUS -> header();
            case PLAIN -> text.add("#EXTM3U\n");
            case SIMPLE -> {}
            case ENIGMA2 -> text.add("#NAME Sintonia\n");
        }
    }

    private void header() throws IOException {
        text.add("#EXTM3U x-tvg-url=\"");
        guideAddress();
        text.add("\" url-tvg=\"");
        guideAddress();
        text.add("\"\n");
    }

    private void guideAddress() throws IOException {
        text.add(Mark.BASE).add("/xmltv.php?username=").add(Mark.USERNAME);
        text.add("&password=").add(Mark.PASSWORD);
    }

    /** Adds a channel. */
    void add(ShownChannel shown) throws IOException {
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

    private SplicedWriter address(ShownChannel shown) throws IOException {
        return text.add(Mark.LIVE).add(shown.channel().id() + extension);
    }

    /** Adds a film; forms for boxes hold none. */
    void addMovie(long id, ShownFilm film) throws IOException {
        add(Mark.MOVIE, id, film);
    }

    /** Adds an episode; forms for boxes hold none. */
    void addEpisode(long id, ShownFilm film) throws IOException {
        add(Mark.SERIES, id, film);
    }

    private void add(Mark address, long id, ShownFilm film) throws IOException {
        switch (form) {
            case PLUS -> {
                line.setLength(0);
                m3u.begin(-1)
                        .attribute("tvg-id", "")
                        .attribute("tvg-name", film.name())
                        .attribute("tvg-logo", film.icon())
                        .attribute("group-title", film.group().replace(';', ','))
                        .name(film.name());
                text.add(line);
            }
            case PLAIN -> text.add("#EXTINF:-1," + unquoted(film.name()).replace(",", " -") + "\n");
            case SIMPLE, ENIGMA2 -> {
                return;
            }
        }
        text.add(address).add(id + "." + film.extension() + "\n");
    }

    private CharSequence extinf(ShownChannel shown) throws IOException {
        line.setLength(0);
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
        return line;
    }
}
