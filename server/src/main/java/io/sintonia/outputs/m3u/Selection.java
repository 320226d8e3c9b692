package io.sintonia.outputs.m3u;

import io.sintonia.outputs.ShownChannel;
import io.sintonia.outputs.wire.Parameters;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a playlist holds.
 *
 * @param category a category's id or name, in any case; empty for all
 * @param search a part of the name, in any case; empty for all
 */
record Selection(Set<Kind> kinds, String category, String search) {
    /** Kinds of things to watch or hear, in the order of lists. */
    enum Kind {
        TELEVISION,
        RADIO,
        MOVIES,
        SERIES
    }

    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

    Selection {
        kinds = kinds.isEmpty() ? Set.of() : Set.copyOf(kinds);
    }

    /** What {@code key=live,movie,series,radio_streams} says; without it all is meant. */
    static Selection ofKey(Parameters asked) {
        String key = asked.text("key").strip().toLowerCase(Locale.ROOT);
        if (key.isEmpty()) {
            return new Selection(ALL, "", "");
        }
        List<String> words =
                Arrays.stream(key.split(",", 20)).map(String::strip).toList();
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        words.forEach(word -> add(kinds, word));
        return new Selection(kinds, "", "");
    }

    private static void add(Set<Kind> kinds, String word) {
        switch (word) {
            case "live", "created_live" -> kinds.add(Kind.TELEVISION);
            case "radio", "radio_streams" -> kinds.add(Kind.RADIO);
            case "movie", "movies", "vod" -> kinds.add(Kind.MOVIES);
            case "series" -> kinds.add(Kind.SERIES);
            default -> {} // kinds of other panels
        }
    }

    /** What {@code category=} and {@code search=} say. */
    static Selection ofFilter(Parameters asked) {
        return new Selection(
                ALL,
                asked.text("category").strip(),
                asked.text("search").strip().toLowerCase(Locale.ROOT));
    }

    /** Whether there are few enough of its like that its lists are worth keeping. */
    boolean isCommon() {
        return category.isEmpty() && search.isEmpty();
    }

    boolean holds(ShownChannel shown) {
        Kind kind = shown.channel().radio() ? Kind.RADIO : Kind.TELEVISION;
        return kinds.contains(kind)
                && holds(shown.group(), shown.channel().category().id(), shown.name());
    }

    /** Whether something in a category, under a name, is meant. */
    boolean holds(String group, long categoryId, String name) {
        return (category.isEmpty()
                        || group.equalsIgnoreCase(category)
                        || Long.toString(categoryId).equals(category))
                && (search.isEmpty() || name.toLowerCase(Locale.ROOT).contains(search));
    }

    /** Names it, in the same words for equal ones. */
    String key() {
        Set<Kind> ordered = EnumSet.noneOf(Kind.class);
        ordered.addAll(kinds);
        return ordered + "/" + category + "/" + search;
    }
}
