package io.sintonia.guide.matching;

/**
 * A channel that wants a guide.
 *
 * @param id ours
 * @param name as shown, or as the source says
 * @param guideId the source's {@code tvg-id} or {@code epg_channel_id}; may be empty
 * @param guideName the source's {@code tvg-name}; may be empty
 * @param country of its group or source, as of {@link io.sintonia.names.Country#hint}; may be empty
 */
public record Listed(long id, String name, String guideId, String guideName, String country) {}
