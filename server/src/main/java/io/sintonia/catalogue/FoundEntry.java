package io.sintonia.catalogue;

/** One entry as a source describes it: a channel, a film, a series, or an episode of one. */
public sealed interface FoundEntry permits FoundChannel, FoundMovie, FoundSeries, FoundEpisode {
    /** Its identity within its source and its kind; the same after new tokens, another order, another number. */
    String key();

    /** Digest of everything the entry says; another one means it changed. */
    long fingerprint();
}
