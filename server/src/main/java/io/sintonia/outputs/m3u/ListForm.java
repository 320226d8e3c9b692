package io.sintonia.outputs.m3u;

import java.util.Locale;

/** The forms a playlist is given in. */
enum ListForm {
    /** M3U with attributes; also what any unknown type gets. */
    PLUS("tv_channels_%s_plus.m3u"),
    /** M3U with names only. */
    PLAIN("tv_channels_%s.m3u"),
    /** A line of URL and name each. */
    SIMPLE("simple_%s.txt"),
    /** A bouquet file for Enigma2 boxes. */
    ENIGMA2("userbouquet.favourites.tv");

    private final String fileName;

    ListForm(String fileName) {
        this.fileName = fileName;
    }

    static ListForm of(String type) {
        return switch (type.strip().toLowerCase(Locale.ROOT)) {
            case "m3u" -> PLAIN;
            case "simple" -> SIMPLE;
            case "enigma16", "dreambox" -> ENIGMA2;
            default -> PLUS;
        };
    }

    /** Whether films and episodes stand in it; boxes with a tuner take channels only. */
    boolean holdsFilms() {
        return this == PLUS || this == PLAIN;
    }

    /** The name under which a list is saved; anything odd in the account's name becomes an underscore. */
    String fileName(String username) {
        return fileName.formatted(username.replaceAll("[^A-Za-z0-9@._-]", "_"));
    }
}
