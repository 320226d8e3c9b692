package io.sintonia.curation.matching;

/**
 * Two channels, the older first.
 *
 * @param older the one that stays
 * @param newer the one whose address goes to the older
 */
public record Couple(long older, long newer) {
    public Couple {
        if (older > newer) {
            long first = newer;
            newer = older;
            older = first;
        }
    }
}
