package io.sintonia.fetch;

/**
 * Where the bytes really came from, after all redirects.
 *
 * @param exact with everything that is secret in it, to ask again or to resolve relative references against; never to be shown
 */
public record ReachedAddress(String exact) {
    /** Redacted. */
    @Override
    public String toString() {
        return Addresses.redacted(exact);
    }
}
