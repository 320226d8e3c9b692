package io.sintonia.sources;

import io.sintonia.catalogue.FoundChannel;
import io.sintonia.formats.m3u.EntryKey;
import io.sintonia.formats.m3u.Extinf;
import io.sintonia.formats.m3u.M3uEntry;
import io.sintonia.formats.m3u.Playable;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Makes texts fit what the catalogue's columns hold (db/migration). Pure. */
final class Fitting {
    static final int URL = 8000;
    static final String NO_GROUP = "No group";
    private static final int NAME = 1000;
    private static final int WORD = 500;
    private static final int LOGO = 4000;
    private static final int REASON = 200;

    private Fitting() {}

    static String name(String text) {
        return cut(text, NAME);
    }

    /** A group's name; a group that has none has that one. */
    static String group(String text) {
        return text.isBlank() ? NO_GROUP : cut(text.strip(), WORD);
    }

    /** An id that guides know, or "" where none can be so long. */
    static String guideId(String text) {
        return text.length() <= WORD ? text : "";
    }

    static String logo(String text) {
        return text.length() <= LOGO && (text.startsWith("http://") || text.startsWith("https://")) ? text : "";
    }

    static String reason(String text) {
        return cut(text, REASON);
    }

    /** A container's name as it may stand in a path; "" if it may not. */
    static String container(String text) {
        String bare = text.startsWith(".") ? text.substring(1) : text;
        return bare.matches("[A-Za-z0-9]{1,8}") ? bare.toLowerCase(Locale.ROOT) : "";
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /**
     * The channel that an entry is which stood in no list.
     *
     * @param key its identity
     * @param number empty for none
     */
    static FoundChannel channel(String key, M3uEntry entry, String number) {
        return new FoundChannel(
                key,
                EntryKey.fingerprint(entry),
                name(entry.name()),
                number,
                logo(entry.logo().orElse("")),
                guideId(entry.tvgId().orElse("")),
                group(entry.groups().isEmpty() ? "" : entry.groups().getFirst()),
                entry.radio(),
                entry.adult(),
                entry.link().url(),
                entry.link().headers(),
                entry.attributes(),
                entry.link().playable() instanceof Playable.Unsupported(String why) ? reason(why) : "");
    }

    /** What a list would say of a channel in its words. */
    static Extinf words(String name, String logo, String guideId) {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (!guideId.isBlank()) {
            attributes.put("tvg-id", guideId.strip());
        }
        if (!logo.isBlank()) {
            attributes.put("tvg-logo", logo.strip());
        }
        return new Extinf(name, -1, attributes, Map.of());
    }
}
