package io.sintonia.sources;

import io.sintonia.catalogue.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Where channels come from, as the importer needs it.
 *
 * @param location the list's address; may hold credentials, so it is never shown
 * @param refresh how often it is read
 * @param provider how it wants to be asked
 * @param options how it is read
 * @param etag what its last good answer said of itself
 * @param contentHash digest of the last list that was taken over
 * @param refreshedAt when it was last read with success
 */
public record Source(
        long id,
        String name,
        String kind,
        String location,
        Duration refresh,
        boolean enabled,
        Provider provider,
        SourceOptions options,
        Optional<String> etag,
        Optional<String> lastModified,
        Optional<String> contentHash,
        Optional<Instant> refreshedAt) {

    /** What is taken over from it; never empty. */
    public Set<SourceSettings.Content> include() {
        return options.include();
    }

    /** Its name; never its address. */
    @Override
    public String toString() {
        return kind + " '" + name + "'";
    }
}
