package io.sintonia.config;

import io.sintonia.config.Written.Nothing;
import io.sintonia.config.Written.Section;
import io.sintonia.config.Written.Sequence;
import io.sintonia.config.Written.Spoiled;
import io.sintonia.config.Written.Text;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds what stands where in the tree of what was written. */
final class Lookup {
    private static final Pattern STEP = Pattern.compile("\\[\\d+]|[^.\\[\\]]+");

    private Lookup() {}

    /** The steps of a path: {@code users}, {@code [0]}, {@code password}. */
    static List<String> steps(String path) {
        return STEP.matcher(path).results().map(MatchResult::group).toList();
    }

    /** The number of a step such as {@code [3]}; empty for a key. */
    static Optional<Integer> index(String step) {
        return step.startsWith("[")
                ? Optional.of(Integer.valueOf(step.substring(1, step.length() - 1)))
                : Optional.empty();
    }

    /** Where a field of a section stands, such as {@code engines[1]}: as near as something was written. */
    static Place place(Section section, String field) {
        Written at = section;
        var place = section.place();
        for (var step : steps(field)) {
            var index = index(step);
            var next = switch (at) {
                case Section inner -> Optional.ofNullable(inner.entries().get(step));
                case Sequence list ->
                    index.filter(number -> number < list.items().size()).map(list.items()::get);
                case Text _, Nothing _, Spoiled _ -> Optional.<Written>empty();
            };
            if (next.isEmpty()) {
                // One value stands for a list of one; anything else that is absent is named in its section's place.
                return index.isPresent() ? place : place.child(step);
            }
            at = next.get();
            place = at.place();
        }
        return place;
    }

    /** The texts under one key of all sections of a list: {@code bouquets.name}. */
    static Set<String> texts(Section root, String listAndKey) {
        var steps = steps(listAndKey);
        var names = new LinkedHashSet<String>();
        if (root.entries().get(steps.getFirst()) instanceof Sequence list) {
            for (var item : list.items()) {
                if (item instanceof Section section && section.entries().get(steps.getLast()) instanceof Text text) {
                    names.add(text.text());
                }
            }
        }
        return names;
    }

    /** The single texts in what was written for one setting. */
    static Stream<Text> texts(Written written) {
        return switch (written) {
            case Text text -> Stream.of(text);
            case Sequence list -> list.items().stream().flatMap(Lookup::texts);
            case Section _, Nothing _, Spoiled _ -> Stream.empty();
        };
    }
}
