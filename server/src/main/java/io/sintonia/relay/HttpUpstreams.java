package io.sintonia.relay;

import io.sintonia.catalogue.Provider;
import io.sintonia.fetch.Access;
import io.sintonia.fetch.AddressPolicy;
import io.sintonia.fetch.LiveOpener;
import io.sintonia.fetch.LiveOpening;
import io.sintonia.fetch.LiveStream;
import io.sintonia.fetch.LiveTimeouts;
import io.sintonia.formats.mpegts.NotTransportStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Opens streams over HTTP and HTTPS, as their providers want to be asked: transport streams, HLS playlists, and bare sound. Which of them it
 * is, the first bytes say; neither the address nor the Content-Type is to be trusted.
 */
public final class HttpUpstreams implements UpstreamOpener {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final String USER_AGENT = "User-Agent";

    private final LiveOpener opener;
    private final String ownAgent;
    private final HlsUpstreams hls;
    private final Function<Request, Opening> remuxer;
    private final Pause clock;

    /**
     * @param ownAgent is sent where neither the entry nor its source has one
     * @param choice which variants of a playlist are wanted
     * @param remuxer opens manifests of what comes in another form than packets, anew
     */
    HttpUpstreams(
            LiveOpener opener, String ownAgent, VariantChoice choice, Function<Request, Opening> remuxer, Pause clock) {
        this.opener = opener;
        this.ownAgent = ownAgent;
        this.hls = new HlsUpstreams(choice, remuxer, clock);
        this.remuxer = remuxer;
        this.clock = clock;
    }

    @Override
    public boolean opens(String url) {
        String scheme = url.substring(0, Math.min(8, url.length())).toLowerCase(Locale.ROOT);
        return scheme.startsWith("http://") || scheme.startsWith("https://");
    }

    @Override
    public Opening open(Request request) {
        String url = request.source().url();
        SourceConnection connection = new SourceConnection(opener, access(request), url);
        try {
            return switch (connection.open(url, Map.of(), timeouts(request.firstByte(), request.stall()))) {
                case LiveOpening.Opened(LiveStream stream) -> begun(connection, stream, request);
                case LiveOpening.NotOpened notOpened -> new Opening.Failed(SourceConnection.failure(notOpened));
            };
        } catch (SocketTimeoutException e) {
            connection.close();
            return failed(UpstreamFailure.Kind.SILENT, e);
        } catch (IOException e) {
            connection.close();
            return failed(UpstreamFailure.Kind.BROKE_OFF, e);
        }
    }

    private Opening begun(SourceConnection connection, LiveStream stream, Request request) throws IOException {
        StreamHead head = StreamHead.of(stream);
        if (!head.isPlaylist()) {
            return streaming(connection, stream, head.bytes(), request);
        }
        byte[] text = ShortAnswer.read(stream, head.bytes(), ShortAnswer.PLAYLIST_BYTES, clock);
        var answer = new HlsLists.Answer(
                ShortAnswer.text(text), stream.finalAddress().exact());
        connection.release();
        return hls.open(connection, request, answer);
    }

    private Opening streaming(SourceConnection connection, LiveStream stream, byte[] head, Request request) {
        if (NotTransportStream.describe(head, Math.min(head.length, 256)) == NotTransportStream.DASH_MANIFEST) {
            connection.close();
            return remuxer.apply(request);
        }
        return new Opening.Opened(RadioUpstream.kindOf(head, head.length, stream.contentType())
                .<Upstream>map(kind -> RadioUpstream.of(
                        new HttpUpstream(connection, stream, new byte[0]),
                        kind,
                        head,
                        head.length,
                        stream.icyMetaInterval()))
                .orElseGet(() -> new HttpUpstream(connection, stream, head)));
    }

    static LiveTimeouts timeouts(Duration firstByte, Duration stall) {
        Duration connect = firstByte.compareTo(LONGEST_CONNECT) < 0 ? firstByte : LONGEST_CONNECT;
        return new LiveTimeouts(connect, firstByte, stall);
    }

    private static Opening failed(UpstreamFailure.Kind kind, IOException e) {
        String said = e.getMessage() == null ? "the connection broke" : e.getMessage();
        return new Opening.Failed(new UpstreamFailure(kind, "the source broke off (" + said + ")"));
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
}
