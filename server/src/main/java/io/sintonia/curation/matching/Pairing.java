package io.sintonia.curation.matching;

import java.util.List;

/**
 * Two channels that are one.
 *
 * @param older the one that stays
 * @param newer the one whose address goes to the older
 * @param score 75 to 100
 * @param reasons for people, the decisive one first
 */
public record Pairing(long older, long newer, int score, List<String> reasons) {
    public Pairing {
        reasons = List.copyOf(reasons);
    }
}
