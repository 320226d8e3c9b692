package io.sintonia.catalogue;

import java.time.Instant;

/**
 * A series as players are shown it.
 *
 * @param id ours, in a space of its own
 * @param released the year, 0 if unknown
 * @param logo a URL, empty if none
 * @param changedAt when it or its newest episode was added
 */
public record Series(
        long id,
        String name,
        int released,
        Category category,
        String logo,
        boolean adult,
        Instant changedAt,
        Facts facts) {}
