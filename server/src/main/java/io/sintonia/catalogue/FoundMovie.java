package io.sintonia.catalogue;

import java.util.Map;
import java.util.OptionalInt;

/**
 * A film as a source describes it.
 *
 * @param released its year
 * @param logo poster, empty if none
 * @param group category name; never empty
 * @param url as it is to be asked for; may hold credentials, so it is never shown
 * @param container such as {@code mp4} or {@code mkv}, empty if unknown
 * @param unsupported why it cannot be played, empty if it can
 * @param remoteId what an Xtream provider calls it, empty elsewhere
 */
public record FoundMovie(
        String key,
        long fingerprint,
        String name,
        OptionalInt released,
        String logo,
        String group,
        boolean adult,
        String url,
        String container,
        Map<String, String> headers,
        String unsupported,
        String remoteId)
        implements FoundEntry {
    public FoundMovie {
        headers = Map.copyOf(headers);
    }

    /** Says nothing of the address. */
    @Override
    public String toString() {
        return "film '" + name + "'";
    }
}
