package io.sintonia.curation.matching;

import java.util.Map;
import java.util.Set;

/**
 * What need not be asked again.
 *
 * @param merged a channel to the one it has been merged into
 * @param rejected pairs that are two channels; they, and whatever would join them, are never given again
 */
public record Decided(Map<Long, Long> merged, Set<Couple> rejected) {
    /** Nothing yet. */
    public static final Decided NOTHING = new Decided(Map.of(), Set.of());

    public Decided {
        merged = Map.copyOf(merged);
        rejected = Set.copyOf(rejected);
    }
}
