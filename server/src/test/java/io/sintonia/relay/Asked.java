package io.sintonia.relay;

import io.sintonia.catalogue.Provider;
import io.sintonia.catalogue.StreamSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Requests as the relay makes them. */
final class Asked {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Asked() {}

    /** By a source that may reach this machine. */
    static UpstreamOpener.Request trusted(String url) {
        return trusted(url, PATIENCE, PATIENCE);
    }

    static UpstreamOpener.Request trusted(String url, Duration firstByte, Duration stall) {
        return new UpstreamOpener.Request(source(url, Map.of()), provider(true, Optional.empty()), firstByte, stall);
    }

    /** By a list from elsewhere. */
    static UpstreamOpener.Request untrusted(String url) {
        return new UpstreamOpener.Request(source(url, Map.of()), provider(false, Optional.empty()), PATIENCE, PATIENCE);
    }

    static UpstreamOpener.Request proxied(String url, String proxy) {
        return new UpstreamOpener.Request(
                source(url, Map.of()), provider(true, Optional.of(proxy)), PATIENCE, PATIENCE);
    }

    static UpstreamOpener.Request withHeaders(String url, Map<String, String> headers) {
        return new UpstreamOpener.Request(source(url, headers), provider(true, Optional.empty()), PATIENCE, PATIENCE);
    }

    private static StreamSource source(String url, Map<String, String> headers) {
        return new StreamSource(1, 1, url, headers, "");
    }

    private static Provider provider(boolean trustLocal, Optional<String> proxy) {
        return new Provider(1, "List", Optional.empty(), Map.of(), proxy, 0, trustLocal);
    }

    /** What an opener answered, where it failed. */
    static UpstreamFailure failure(UpstreamOpener.Opening opening) {
        return switch (opening) {
            case UpstreamOpener.Opening.Failed(UpstreamFailure failure) -> failure;
            case UpstreamOpener.Opening.Opened(Upstream upstream) -> {
                upstream.close();
                throw new AssertionError("it was opened");
            }
        };
    }

    static Upstream upstream(UpstreamOpener.Opening opening) {
        return switch (opening) {
            case UpstreamOpener.Opening.Opened(Upstream upstream) -> upstream;
            case UpstreamOpener.Opening.Failed(UpstreamFailure failure) -> throw new AssertionError(failure.toString());
        };
    }
}
