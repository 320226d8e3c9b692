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
 */
public record Provider(
        long id,
        String name,
        Optional<String> userAgent,
        Map<String, String> headers,
        Optional<String> proxy,
        int maxConnections,
        boolean trustLocal) {
    public Provider {
        headers = Map.copyOf(headers);
    }

    /** Says nothing of headers or proxy. */
    @Override
    public String toString() {
        return "source '" + name + "'";
    }
}
