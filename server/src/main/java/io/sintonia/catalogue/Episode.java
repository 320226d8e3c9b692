package io.sintonia.catalogue;

import java.time.Instant;

/**
 * An episode of a series.
 *
 * @param id ours, in one space with channels and films
 * @param season from 0, which is for specials
 * @param number within its season
 * @param logo a URL, empty if none
 * @param container its file's ending without a dot, empty if unknown
 */
public record Episode(
        long id, int season, int number, String name, String logo, String container, Instant addedAt, Facts facts) {}
