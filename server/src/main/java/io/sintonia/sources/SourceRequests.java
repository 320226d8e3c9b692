package io.sintonia.sources;

import io.sintonia.fetch.Access;
import io.sintonia.fetch.AddressPolicy;
import io.sintonia.fetch.FetchLimits;
import io.sintonia.fetch.FetchRequest;
import io.sintonia.fetch.FetchTimes;
import java.time.Duration;

/** How a source is asked: with its agent, headers and proxy, within its limits, and only where it may lead. */
final class SourceRequests {
    private static final long UNPACKED = 4;

    private final Source source;
    private final String ownAgent;

    /** {@code ownAgent} is sent to sources that want no other. */
    SourceRequests(Source source, String ownAgent) {
        this.source = source;
        this.ownAgent = ownAgent;
    }

    /** For the source's own address, or one made of it: the operator's word. docs/decisions/0008. */
    FetchRequest declared(String address) {
        boolean local = source.provider().trustLocal() || DeclaredSources.isLocal(source.location());
        FetchRequest request = FetchRequest.of(address, access(local ? AddressPolicy.ANY : AddressPolicy.PUBLIC_ONLY))
                .within(limits());
        return address.startsWith("file:") ? request.allowingFiles() : request;
    }

    /** For an address that stands in what the source sent: its word, not the operator's; never a file. */
    FetchRequest found(String address) {
        AddressPolicy policy = source.provider().trustLocal() ? AddressPolicy.ANY : AddressPolicy.PUBLIC_ONLY;
        return FetchRequest.of(address, access(policy)).within(limits());
    }

    private Access access(AddressPolicy policy) {
        Access access = Access.as(source.provider().userAgent().orElse(ownAgent), policy)
                .withHeaders(source.provider().headers());
        return source.provider().proxy().map(access::through).orElse(access);
    }

    private FetchLimits limits() {
        SourceOptions.Limits limits = source.options().limits();
        FetchTimes usual = FetchTimes.DEFAULT;
        Duration total = limits.time();
        var times = new FetchTimes(total, shorter(usual.connect(), total), shorter(usual.silence(), total));
        long bytes = limits.size().bytes();
        return new FetchLimits(
                times, bytes, bytes * UNPACKED, FetchLimits.DEFAULT.ratio(), FetchLimits.DEFAULT.redirects());
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
