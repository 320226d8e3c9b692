package io.sintonia.catalogue;

import java.util.OptionalInt;

/**
 * A series as a source describes it. A source that lists only episodes has one for each name among them.
 *
 * @param released its first year
 * @param logo poster, empty if none
 * @param group category name; never empty
 * @param remoteId what an Xtream provider calls it, empty elsewhere
 */
public record FoundSeries(
        String key,
        long fingerprint,
        String name,
        OptionalInt released,
        String logo,
        String group,
        boolean adult,
        String remoteId)
        implements FoundEntry {
    @Override
    public String toString() {
        return "series '" + name + "'";
    }
}
