package io.sintonia.curation;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Which channels are asked for.
 *
 * @param search words of the name, or a number; empty for all
 * @param category the group they are shown in
 * @param source one that has them
 */
public record ChannelQuery(
        String search, OptionalLong category, OptionalLong source, Sort sort, Direction direction, Scope scope) {
    /** All that players are shown, in their order. */
    public static final ChannelQuery SHOWN =
            new ChannelQuery("", OptionalLong.empty(), OptionalLong.empty(), Sort.POSITION, Direction.UP, Scope.SHOWN);

    /** What they are sorted by. */
    public enum Sort {
        POSITION,
        NAME,
        NUMBER,
        CATEGORY;

        /** By its name in REST. */
        public static Optional<Sort> of(String key) {
            return Stream.of(values())
                    .filter(sort -> sort.name().toLowerCase(Locale.ROOT).equals(key))
                    .findFirst();
        }
    }

    /** Least or most first. */
    public enum Direction {
        UP,
        DOWN
    }

    /** How far it looks. */
    public enum Scope {
        /** What players are shown. */
        SHOWN,
        /** Hidden and missing ones too. */
        ALL
    }

    boolean isPlain() {
        return search.isBlank() && category.isEmpty() && source.isEmpty() && sort == Sort.POSITION;
    }
}
