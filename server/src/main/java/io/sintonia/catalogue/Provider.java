package io.sintonia.catalogue;

import java.util.Map;
import java.util.Optional;

/**
 * Who delivers streams, and how it wants to be asked: what the owner declared of a source.
 *
 * @param userAgent to be sent unless an entry has its own
 * @param proxy {@code socks5://host:port} or {@code http://host:port}; may hold credentials
 * @param maxConnections at the same time over everything; 0 for no limit
 * @param trustLocal whether its entries may point to loopback and private addresses
 * @param refreshCounts whether reading its list takes one of its connections
 */
public record Provider(
        long id,
        String name,
        Optional<String> userAgent,
        Map<String, String> headers,
        Optional<String> proxy,
        int maxConnections,
        boolean trustLocal,
        boolean refreshCounts) {
    public Provider {
        headers = Map.copyOf(headers);
    }

    /** One whose list may be read beside its streams, as with most. */
    public Provider(
            long id,
            String name,
            Optional<String> userAgent,
            Map<String, String> headers,
            Optional<String> proxy,
            int maxConnections,
            boolean trustLocal) {
        this(id, name, userAgent, headers, proxy, maxConnections, trustLocal, false);
    }

    /** The same with another limit. */
    public Provider withMaxConnections(int most) {
        return new Provider(id, name, userAgent, headers, proxy, most, trustLocal, refreshCounts);
    }

    /** Says nothing of headers or proxy. */
    @Override
    public String toString() {
        return "source '" + name + "'";
    }
}
