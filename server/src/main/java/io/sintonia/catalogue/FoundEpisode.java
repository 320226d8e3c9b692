package io.sintonia.catalogue;

import java.util.Map;

/**
 * An episode as a source describes it.
 *
 * @param seriesKey the key of its {@link FoundSeries}, which was shown before it
 * @param season 0 for specials
 * @param number within the season
 * @param url as it is to be asked for; may hold credentials, so it is never shown
 * @param container such as {@code mp4} or {@code mkv}, empty if unknown
 * @param unsupported why it cannot be played, empty if it can
 * @param remoteId what an Xtream provider calls it, empty elsewhere
 */
public record FoundEpisode(
        String key,
        long fingerprint,
        String seriesKey,
        int season,
        int number,
        String name,
        String logo,
        String url,
        String container,
        Map<String, String> headers,
        String unsupported,
        String remoteId)
        implements FoundEntry {
    public FoundEpisode {
        headers = Map.copyOf(headers);
    }

    /** Says nothing of the address. */
    @Override
    public String toString() {
        return "episode " + season + "x" + number + " '" + name + "'";
    }
}
