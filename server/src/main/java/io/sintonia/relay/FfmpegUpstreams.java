package io.sintonia.relay;

import io.sintonia.fetch.AddressPolicy;
import io.sintonia.fetch.Addresses;
import io.sintonia.fetch.HostLookup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Opens what we do not read ourselves by the operator's ffmpeg, unchanged in picture and sound: RTMP, RTSP, SRT, RIST and
 * MMS by their address, DASH and fragmented MP4 when another opener hands them over. docs/decisions/0013 says what it may do.
 */
final class FfmpegUpstreams implements UpstreamOpener {
    /** What a child inherits: neither proxies nor FFREPORT, which would write files. */
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR");

    private final Optional<Path> set;
    private final Map<String, String> environment;
    private final String ownAgent;

    /**
     * @param set the program to run; without it, the first on the environment's PATH
     * @param environment the server's own
     * @param ownAgent is sent where neither the entry nor its source has one
     */
    FfmpegUpstreams(Optional<Path> set, Map<String, String> environment, String ownAgent) {
        this.set = set;
        this.environment = Map.copyOf(environment);
        this.ownAgent = ownAgent;
    }

    @Override
    public boolean opens(String url) {
        return FfmpegAddress.isForFfmpeg(url);
    }

    @Override
    public Opening open(Request request) {
        return open(FfmpegAddress.read(request.source().url()), request);
    }

    /**
     * Opens a DASH manifest, or an HLS playlist of fragmented MP4, for an opener that met one. Asks anew, with the same headers.
     *
     * @param request whose address is http or https
     */
    Opening openManifest(Request request) {
        return open(FfmpegAddress.readWeb(request.source().url()), request);
    }

    private Opening open(FfmpegAddress.Reading reading, Request request) {
        return switch (reading) {
            case FfmpegAddress.Reading.Unusable(String reason) ->
                failed(UpstreamFailure.Kind.UNSUPPORTED, "the address cannot be used: " + reason);
            case FfmpegAddress.Reading.Read(FfmpegAddress address) ->
                refusal(address, request).<Opening>map(Opening.Failed::new).orElseGet(() -> start(address, request));
        };
    }

    private Optional<UpstreamFailure> refusal(FfmpegAddress address, Request request) {
        return FfmpegCommand.objection(address, request.provider())
                .map(reason -> new UpstreamFailure(UpstreamFailure.Kind.UNSUPPORTED, reason))
                .or(() -> forbidden(address, request));
    }

    /** ffmpeg connects by itself, so all the name's addresses must be allowed, whichever it takes. */
    private static Optional<UpstreamFailure> forbidden(FfmpegAddress address, Request request) {
        if (request.provider().trustLocal()) {
            return Optional.empty();
        }
        if (address.listens()) {
            return Optional.of(new UpstreamFailure(
                    UpstreamFailure.Kind.UNREACHABLE,
                    "it would wait for a sender at this machine, which this source may not make it do (trust-local)"));
        }
        try {
            List<InetAddress> found = HostLookup.of(address.host(), request.firstByte());
            return found.stream().allMatch(AddressPolicy.PUBLIC_ONLY::permits)
                    ? Optional.empty()
                    : Optional.of(
                            new UpstreamFailure(
                                    UpstreamFailure.Kind.UNREACHABLE,
                                    "the host is not on the public internet, and this source may not reach others (trust-local)"));
        } catch (IOException e) {
            return Optional.of(new UpstreamFailure(UpstreamFailure.Kind.UNREACHABLE, String.valueOf(e.getMessage())));
        }
    }

    private Opening start(FfmpegAddress address, Request request) {
        Optional<Path> program = FfmpegProgram.find(set, environment.getOrDefault("PATH", ""));
        if (program.isEmpty()) {
            String kind = request.source()
                    .url()
                    .substring(0, Math.max(0, request.source().url().indexOf(':')));
            return failed(
                    UpstreamFailure.Kind.UNSUPPORTED,
                    kind.toLowerCase(Locale.ROOT) + " addresses need ffmpeg, and "
                            + set.map(path ->
                                            "live.ffmpeg is '" + path + "', where there is no program that may be run")
                                    .orElse("none is installed on this machine"));
        }
        var builder = new ProcessBuilder(FfmpegCommand.of(program.get().toString(), address, request, ownAgent));
        builder.environment().keySet().retainAll(ENVIRONMENT);
        FfmpegUpstream upstream;
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            upstream = new FfmpegUpstream(process, request.stall());
        } catch (IOException e) {
            return failed(UpstreamFailure.Kind.UNSUPPORTED, "ffmpeg at " + program.get() + " cannot be started");
        }
        return begun(upstream, address, request);
    }

    private static Opening begun(FfmpegUpstream upstream, FfmpegAddress address, Request request) {
        String from = Addresses.redacted(address.url());
        try {
            if (upstream.awaitFirst(request.firstByte())) {
                return new Opening.Opened(upstream);
            }
            upstream.close();
            String said = upstream.lastWords();
            return failed(kind(said), "ffmpeg got no stream from " + from + (said.isEmpty() ? "" : ": " + said));
        } catch (SocketTimeoutException e) {
            upstream.close();
            return failed(
                    UpstreamFailure.Kind.SILENT,
                    "ffmpeg got no stream from " + from + " within " + Seconds.of(request.firstByte()));
        } catch (IOException e) {
            upstream.close();
            return failed(UpstreamFailure.Kind.BROKE_OFF, "waiting for " + from + " was broken off");
        }
    }

    /** By ffmpeg's English, which has not changed in years; what is not known counts as no stream. */
    private static UpstreamFailure.Kind kind(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        if (Stream.of("refused", "unreachable", "failed to resolve", "no route", "input/output error")
                .anyMatch(lower::contains)) {
            return UpstreamFailure.Kind.UNREACHABLE;
        }
        if (lower.contains("timed out")) {
            return UpstreamFailure.Kind.SILENT;
        }
        if (Stream.of("server returned", "http error", "unauthorized", "forbidden", "not found")
                .anyMatch(lower::contains)) {
            return UpstreamFailure.Kind.REFUSED;
        }
        return lower.contains("protocol not found")
                ? UpstreamFailure.Kind.UNSUPPORTED
                : UpstreamFailure.Kind.NOT_A_STREAM;
    }

    private static Opening failed(UpstreamFailure.Kind kind, String text) {
        return new Opening.Failed(new UpstreamFailure(kind, text));
    }
}
