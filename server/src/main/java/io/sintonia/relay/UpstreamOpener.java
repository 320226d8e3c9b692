package io.sintonia.relay;

import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.StreamSource;
import java.time.Duration;

/** Opens one kind of stream address. Blocking; called on the channel's own virtual thread. */
public interface UpstreamOpener {
    /** Whether this opener is the one for an address. */
    boolean opens(String url);

    /** Opens a stream, within the request's budget. */
    Opening open(Request request);

    /**
     * What is to be opened.
     *
     * @param source the address and its headers
     * @param provider how its provider wants to be asked
     * @param firstByte how long the source may take until its first byte
     * @param stall how long it may stay silent after that
     */
    record Request(StreamSource source, Provider provider, Duration firstByte, Duration stall) {}

    /** What became of it. */
    sealed interface Opening {
        record Opened(Upstream upstream) implements Opening {}

        record Failed(UpstreamFailure failure) implements Opening {}
    }
}
