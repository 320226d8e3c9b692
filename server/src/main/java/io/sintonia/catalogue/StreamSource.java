package io.sintonia.catalogue;

import java.util.Map;

/**
 * One address where a channel's stream can be had.
 *
 * @param id ours
 * @param providerId whose connection limit it counts against
 * @param url as it is to be asked for; may hold credentials, so it is never shown
 * @param headers request headers this entry wants
 * @param unsupported why we cannot play it, empty if we can
 */
public record StreamSource(long id, long providerId, String url, Map<String, String> headers, String unsupported) {
    public StreamSource {
        headers = Map.copyOf(headers);
    }

    /** Says nothing of the address. */
    @Override
    public String toString() {
        return "stream source " + id;
    }
}
