package io.sintonia.catalogue;

/**
 * A channel as its sources list it, for {@link Curation}.
 *
 * @param id never to be changed
 * @param number empty if it has none; one that a rule gave earlier stands before the list's own
 * @param group the name of its category, as sources call it; a group that is no category of live channels changes nothing
 * @param providerId the source of its first address
 */
public record ListedChannel(
        long id,
        String name,
        String number,
        String logo,
        String guideId,
        String group,
        boolean radio,
        boolean adult,
        long providerId) {}
