package io.sintonia.catalogue;

import java.util.Map;

/**
 * A live channel as a source describes it.
 *
 * @param key the entry's identity within its source
 * @param fingerprint digest of everything the entry says; another one means it changed
 * @param number empty if the list gives none
 * @param group category name; never empty
 * @param attributes what else the entry said, kept for export
 * @param url as it is to be asked for; may hold credentials, so it is never shown
 * @param unsupported why it cannot be played, empty if it can
 */
public record FoundChannel(
        String key,
        long fingerprint,
        String name,
        String number,
        String logo,
        String guideId,
        String group,
        boolean radio,
        boolean adult,
        String url,
        Map<String, String> headers,
        Map<String, String> attributes,
        String unsupported)
        implements FoundEntry {
    /** Says nothing of the address. */
    @Override
    public String toString() {
        return "channel '" + name + "'";
    }
}
