package io.sintonia.checks;

import java.time.Duration;
import java.time.Instant;

/**
 * What a check found.
 *
 * @param streamSourceId of the address
 * @param at when it began
 * @param works whether it played
 * @param text the reason if it did not, for the owner; without addresses' credentials
 * @param took to the first picture, or until it had failed
 * @param video codec and picture size; empty if there was none
 * @param audio codecs and languages, with commas
 */
public record Checked(
        long streamSourceId, Instant at, boolean works, String text, Duration took, String video, String audio) {}
