package io.sintonia.relay;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a source gave no stream, or gave it up.
 *
 * @param text a sentence for the operator, without addresses' credentials
 * @param refusal what an HTTP server answered instead of a stream
 */
public record UpstreamFailure(Kind kind, String text, Optional<Refusal> refusal) {
    /** One that is no HTTP server's answer. */
    public UpstreamFailure(Kind kind, String text) {
        this(kind, text, Optional.empty());
    }

    /**
     * An HTTP server's answer that is no stream.
     *
     * @param status from 300 to 999, or a success without a stream
     * @param retryAfter if it said when to come back: at most a day
     */
    public record Refusal(int status, Optional<Duration> retryAfter) {}

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
