package io.sintonia.curation.matching;

import java.util.List;

/**
 * What to merge and what to ask, each newer channel at most once in both together, in order of the newer channel's id.
 *
 * @param merges sure enough to be applied
 * @param proposals likely enough to be asked about
 */
public record MatchPlan(List<Pairing> merges, List<Pairing> proposals) {
    public MatchPlan {
        merges = List.copyOf(merges);
        proposals = List.copyOf(proposals);
    }
}
