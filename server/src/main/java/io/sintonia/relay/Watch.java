package io.sintonia.relay;

/** What a viewer gets who wants to watch a channel. */
public sealed interface Watch {
    /** The channel plays; close the viewing when the viewer leaves. */
    record Watching(Viewing viewing) implements Watch {}

    /** It does not. */
    record Unavailable(UpstreamFailure failure) implements Watch {}
}
