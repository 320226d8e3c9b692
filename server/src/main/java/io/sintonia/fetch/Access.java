package io.sintonia.fetch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a source wants to be asked, and where it may lead.
 *
 * @param userAgent the User-Agent header, unless {@code headers} has one
 * @param headers sent as given, in this order, at every hop (Authorization and Cookie only to the first host)
 * @param proxy {@code socks5://[user:pass@]host:port} or {@code http://[user:pass@]host:port}
 * @param policy which machines may be connected; the proxy's own address is the operator's choice and not asked about
 */
public record Access(String userAgent, Map<String, String> headers, Optional<String> proxy, AddressPolicy policy) {
    public Access {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** No own headers, no proxy. */
    public static Access as(String userAgent, AddressPolicy policy) {
        return new Access(userAgent, Map.of(), Optional.empty(), policy);
    }

    /** The same with these headers instead. */
    public Access withHeaders(Map<String, String> others) {
        return new Access(userAgent, others, proxy, policy);
    }

    /** The same by way of this proxy. */
    public Access through(String otherProxy) {
        return new Access(userAgent, headers, Optional.of(otherProxy), policy);
    }

    /** Names of headers only: their values may be secrets. */
    @Override
    public String toString() {
        return "Access[" + userAgent + ", headers " + headers.keySet() + ", proxy "
                + proxy.map(Addresses::redacted).orElse("none") + ", " + policy + "]";
    }
}
