package io.sintonia.fetch;

/** How a download ended. */
public sealed interface FetchOutcome {
    /** All of it arrived. The receiver closes the download. */
    record Fetched(Download download) implements FetchOutcome {}

    /** The content is still the one whose validators were sent. */
    record NotModified() implements FetchOutcome {}

    /** It could not be had; nothing is kept of what arrived. */
    record Failed(FetchFailure failure) implements FetchOutcome {}
}
