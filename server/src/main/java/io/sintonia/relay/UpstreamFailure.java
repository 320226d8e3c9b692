package io.sintonia.relay;

/**
 * Why a source gave no stream, or gave it up.
 *
 * @param text a sentence for the operator, without addresses' credentials
 */
public record UpstreamFailure(Kind kind, String text) {
    /** What kind of failure; decides what a viewer is answered. */
    public enum Kind {
        /** Nothing answered at the address, or it may not be reached. */
        UNREACHABLE,
        /** It answered with an error. */
        REFUSED,
        /** It answered with something that is no stream. */
        NOT_A_STREAM,
        /** It kept silent. */
        SILENT,
        /** It broke off. */
        BROKE_OFF,
        /** All connections of its provider are in use. */
        BUSY,
        /** We cannot play this kind of address. */
        UNSUPPORTED
    }
}
