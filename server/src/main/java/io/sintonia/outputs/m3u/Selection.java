package io.sintonia.outputs.m3u;

import io.sintonia.catalogue.Channel;
import io.sintonia.outputs.ShownChannel;
import io.sintonia.outputs.wire.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which channels a playlist holds.
 *
 * @param kinds television, radio, both or none
 * @param category a category's id or name, in any case; empty for all
 * @param search a part of the name, in any case; empty for all
 */
record Selection(Kinds kinds, String category, String search) {
    /** Kinds of channels. */
    enum Kinds {
        ALL,
        TELEVISION,
        RADIO,
        NONE
    }

    /** What {@code key=live,radio_streams} says; films and series are asked for by it too, and without it all is meant. */
    static Selection ofKey(Parameters asked) {
        String key = asked.text("key").strip().toLowerCase(Locale.ROOT);
        if (key.isEmpty()) {
            return new Selection(Kinds.ALL, "", "");
        }
        List<String> words =
                Arrays.stream(key.split(",", 20)).map(String::strip).toList();
        boolean television = words.contains("live") || words.contains("created_live");
        boolean radio = words.contains("radio_streams") || words.contains("radio");
        Kinds kinds =
                television && radio ? Kinds.ALL : television ? Kinds.TELEVISION : radio ? Kinds.RADIO : Kinds.NONE;
        return new Selection(kinds, "", "");
    }

    /** What {@code category=} and {@code search=} say. */
    static Selection ofFilter(Parameters asked) {
        return new Selection(
                Kinds.ALL,
                asked.text("category").strip(),
                asked.text("search").strip().toLowerCase(Locale.ROOT));
    }

    /** Whether there are few enough of its like that its lists are worth keeping. */
    boolean isCommon() {
        return category.isEmpty() && search.isEmpty();
    }

    boolean holds(ShownChannel shown) {
        return isOfKind(shown.channel())
                && (category.isEmpty()
                        || shown.group().equalsIgnoreCase(category)
                        || Long.toString(shown.channel().category().id()).equals(category))
                && (search.isEmpty() || shown.name().toLowerCase(Locale.ROOT).contains(search));
    }

    private boolean isOfKind(Channel channel) {
        return switch (kinds) {
            case ALL -> true;
            case TELEVISION -> !channel.radio();
            case RADIO -> channel.radio();
            case NONE -> false;
        };
    }
}
