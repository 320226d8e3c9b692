package io.sintonia.relay;

import io.sintonia.catalogue.Provider;
import io.sintonia.fetch.Access;
import io.sintonia.fetch.AddressPolicy;
import io.sintonia.fetch.FetchFailure;
import io.sintonia.fetch.LiveOpener;
import io.sintonia.fetch.LiveOpening;
import io.sintonia.fetch.LiveRequest;
import io.sintonia.fetch.LiveStream;
import io.sintonia.fetch.LiveTimeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Opens transport streams over HTTP and HTTPS, as their providers want to be asked. */
public final class HttpUpstreams implements UpstreamOpener {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final String USER_AGENT = "User-Agent";

    private final LiveOpener opener;
    private final String ownAgent;

    /** {@code ownAgent} is sent where neither the entry nor its source has one. */
    public HttpUpstreams(LiveOpener opener, String ownAgent) {
        this.opener = opener;
        this.ownAgent = ownAgent;
    }

    @Override
    public boolean opens(String url) {
        String scheme = url.substring(0, Math.min(8, url.length())).toLowerCase(Locale.ROOT);
        return scheme.startsWith("http://") || scheme.startsWith("https://");
    }

    @Override
    public Opening open(Request request) {
        Duration connect = request.firstByte().compareTo(LONGEST_CONNECT) < 0 ? request.firstByte() : LONGEST_CONNECT;
        LiveRequest wanted = new LiveRequest(
                request.source().url(),
                access(request),
                new LiveTimeouts(connect, request.firstByte(), request.stall()));
        return switch (opener.open(wanted)) {
            case LiveOpening.Opened(LiveStream stream) -> new Opening.Opened(new HttpUpstream(stream));
            case LiveOpening.NotOpened(FetchFailure failure, Optional<Integer> _, Optional<Duration> _) ->
                new Opening.Failed(new UpstreamFailure(kind(failure), failure.sentence()));
        };
    }

    /** The entry's headers go before its source's. */
    private Access access(Request request) {
        Provider provider = request.provider();
        Map<String, String> headers = new LinkedHashMap<>(request.source().headers());
        provider.headers().forEach((name, value) -> {
            if (headers.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                headers.put(name, value);
            }
        });
        String agent = provider.userAgent().orElse(ownAgent);
        for (Map.Entry<String, String> header : Map.copyOf(headers).entrySet()) {
            if (header.getKey().equalsIgnoreCase(USER_AGENT)) {
                agent = header.getValue();
                headers.remove(header.getKey());
            }
        }
        AddressPolicy policy = provider.trustLocal() ? AddressPolicy.ANY : AddressPolicy.PUBLIC_ONLY;
        Access access = Access.as(agent, policy).withHeaders(headers);
        return provider.proxy().map(access::through).orElse(access);
    }

    private static UpstreamFailure.Kind kind(FetchFailure failure) {
        return switch (failure.kind()) {
            case TIMED_OUT -> UpstreamFailure.Kind.SILENT;
            case HTTP_STATUS, TOO_MANY_REDIRECTS -> UpstreamFailure.Kind.REFUSED;
            case UNREACHABLE, REFUSED, BAD_ADDRESS, ADDRESS_NOT_ALLOWED -> UpstreamFailure.Kind.UNREACHABLE;
            case TOO_LARGE, ENDED_EARLY, NOT_READABLE, NOT_STORED, STOPPED -> UpstreamFailure.Kind.BROKE_OFF;
        };
    }

    private record HttpUpstream(LiveStream stream) implements Upstream {
        @Override
        public int read(byte[] buffer) throws IOException {
            return stream.read(buffer);
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
