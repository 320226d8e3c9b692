package io.sintonia.catalogue;

import java.time.Instant;

/**
 * A film as players are shown it.
 *
 * @param id ours, in one space with channels and episodes
 * @param released the year, 0 if unknown
 * @param logo a URL, empty if none
 * @param container its file's ending without a dot, empty if unknown
 */
public record Movie(
        long id,
        String name,
        int released,
        Category category,
        String logo,
        String container,
        boolean adult,
        Instant addedAt,
        Facts facts) {}
