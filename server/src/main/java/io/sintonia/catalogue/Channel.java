package io.sintonia.catalogue;

import java.time.Instant;
import java.util.List;

/**
 * A live channel as viewers know it, overrides applied.
 *
 * @param id ours, in one space with films and episodes; never changes, never used again
 * @param number as the owner or the list numbers it ({@code 7} or {@code 7.1}), empty if it has none
 * @param logo a URL, empty if none
 * @param guideId the id its programmes carry in guides, empty if none
 * @param sources best first; at least one
 */
public record Channel(
        long id,
        String name,
        String number,
        String logo,
        String guideId,
        Category category,
        boolean radio,
        boolean adult,
        Instant addedAt,
        List<StreamSource> sources) {
    public Channel {
        sources = List.copyOf(sources);
    }
}
