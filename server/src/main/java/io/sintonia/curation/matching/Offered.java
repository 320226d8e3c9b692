package io.sintonia.curation.matching;

/**
 * A channel as a source offers it.
 *
 * @param id ours; ids are given in order, so the smaller one is older
 * @param sourceId channels of one source are never matched with each other
 * @param name as the source says it
 * @param guideId its {@code tvg-id}; may be empty
 * @param country of its group or source, as of {@link io.sintonia.names.Country#hint}; may be empty
 */
public record Offered(long id, long sourceId, String name, String guideId, String country) {}
