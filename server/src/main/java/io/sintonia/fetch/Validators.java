package io.sintonia.fetch;

import java.util.Optional;

/**
 * What an origin said about the state of its content, and what it is asked with the next time (RFC 9110, 8.8 and 13.1).
 *
 * @param etag as received, with its quotes
 * @param lastModified as received, never parsed
 */
public record Validators(Optional<String> etag, Optional<String> lastModified) {
    /** Nothing known: the content is wanted in any case. */
    public static final Validators NONE = new Validators(Optional.empty(), Optional.empty());

    boolean isEmpty() {
        return etag.isEmpty() && lastModified.isEmpty();
    }
}
