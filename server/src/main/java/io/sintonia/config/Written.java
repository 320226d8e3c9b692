package io.sintonia.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What somebody wrote, in the file or the environment, before it is known what it should mean; each piece knows its place. */
sealed interface Written {
    Place place();

    /** Something that was complained about when it was read, so that nobody complains again. */
    record Spoiled(Place place) implements Written {}

    /** A key with nothing after it, or {@code null}. */
    record Nothing(Place place) implements Written {}

    /** One value, exactly as written but without its quotes. */
    record Text(Place place, String text) implements Written {}

    /** A list. */
    record Sequence(Place place, List<Written> items) implements Written {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Keys with what belongs to each, in the order of the file. */
    record Section(Place place, Map<String, Written> entries) implements Written {
        public Section {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** The same section, but with this under the key. */
        Section with(String key, Written value) {
            var changed = new LinkedHashMap<>(entries);
            changed.put(key, value);
            return new Section(place, changed);
        }

        /** The same section, but with nothing under the key. */
        Section without(String key) {
            var changed = new LinkedHashMap<>(entries);
            changed.remove(key);
            return new Section(place, changed);
        }
    }
}
