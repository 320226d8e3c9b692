package io.sintonia.fetch;

/**
 * Why something could not be had.
 *
 * @param kind for programs
 * @param sentence for people: what was attempted, and what happened; addresses are redacted, credentials never appear
 */
public record FetchFailure(Kind kind, String sentence) {
    /** What went wrong, roughly. */
    public enum Kind {
        /** Name unknown, no route, TLS failed, hung up before answering. */
        UNREACHABLE,
        /** The origin's port is closed, or the proxy declined. */
        REFUSED,
        /** One of the request's times ran out; the sentence says which. */
        TIMED_OUT,
        /** An answer other than the wanted one. */
        HTTP_STATUS,
        /** A limit of bytes or of the ratio. */
        TOO_LARGE,
        /** Fewer bytes than announced. */
        ENDED_EARLY,
        /** The address policy forbids it. */
        ADDRESS_NOT_ALLOWED,
        /** The address, the proxy or a header cannot be sent as given. */
        BAD_ADDRESS,
        /** More hops than allowed. */
        TOO_MANY_REDIRECTS,
        /** Not HTTP, or packed in a way we cannot unpack, or a file that is not there. */
        NOT_READABLE,
        /** The temporary file could not be written: disk full, for one. */
        NOT_STORED,
        /** The calling thread was interrupted; its interrupt status is kept. */
        STOPPED
    }
}
