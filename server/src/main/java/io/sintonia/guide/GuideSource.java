package io.sintonia.guide;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * A guide, as it is read and as it stands.
 *
 * @param location its address; may hold credentials, so it is never shown
 * @param asking how it wants to be asked
 * @param shift added to all its times
 * @param standing what is held of it
 */
public record GuideSource(
        long id,
        String name,
        String location,
        Duration refresh,
        int priority,
        Asking asking,
        Duration shift,
        Standing standing) {

    /**
     * How it wants to be asked.
     *
     * @param zone of times that name none; empty for UTC
     * @param trustLocal whether it may lead to private addresses
     */
    record Asking(
            Optional<String> userAgent,
            Map<String, String> headers,
            Optional<String> proxy,
            Optional<ZoneId> zone,
            boolean trustLocal) {}

    /**
     * What is held of it.
     *
     * @param contentHash digest of the download it was read from
     * @param refreshedAt when it was last read with success
     * @param generation which rows hold; 0 for none
     * @param channels that it declares or has programmes of
     * @param programmes that are kept of it
     * @param incomplete whether a channel is wanted whose programmes were passed over
     */
    public record Standing(
            Optional<String> etag,
            Optional<String> lastModified,
            Optional<String> contentHash,
            Optional<Instant> refreshedAt,
            long generation,
            long channels,
            long programmes,
            boolean incomplete) {}

    /** Its name; never its address. */
    @Override
    public String toString() {
        return "guide '" + name + "'";
    }
}
