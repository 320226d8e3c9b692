package io.sintonia.outputs.wire;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A player's request, understood as far as all answers need it.
 *
 * @param method {@code GET}, {@code POST}, {@code HEAD} or {@code OPTIONS}
 * @param segments the path between slashes, decoded, empty ones left out
 * @param parameters of query and form, merged; the query wins
 * @param address who asks, seen through trusted proxies
 * @param agent its User-Agent, shortened; empty if it sends none
 * @param base how it reached us, without a slash at the end
 */
public record PlayerRequest(
        String method,
        List<String> segments,
        Parameters parameters,
        InetAddress address,
        String agent,
        BaseUrl base,
        Wishes wishes) {
    public PlayerRequest {
        segments = List.copyOf(segments);
    }

    /** Whether only headers are wanted. */
    public boolean isHead() {
        return method.equals("HEAD");
    }

    /**
     * What the request's headers ask of the answer.
     *
     * @param gzip whether a compressed body is welcome
     * @param ifNoneMatch the version the player already has
     */
    public record Wishes(boolean gzip, Optional<String> ifNoneMatch) {}
}
