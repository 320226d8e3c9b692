package io.sintonia.demo;

import io.sintonia.formats.mpegts.ClipLoop;
import io.sintonia.relay.UpstreamFailure;
import io.sintonia.relay.UpstreamOpener;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens the demo source's channels: {@code demo:card}, {@code demo:bars} and {@code demo:radio}.
 *
 * <p>A stream begins at once with its last 2 to 4 s, from an entry point on, and then comes in real time. All openings of
 * one channel show the same moment, and clocks go on over openings and restarts as the wall clock does. Each clip (half a
 * megabyte) is loaded at its first opening and kept. Any thread may open.
 */
public final class DemoUpstreams implements UpstreamOpener {
    /** How long each clip lasts. */
    static final Duration LAP = Duration.ofSeconds(24);

    private static final int LONGEST_SHOWN = 40;

    private final Map<DemoChannel, ClipLoop> clips = new ConcurrentHashMap<>();
    private final Pace pace;

    /** Plays by this clock as it stands now; setting it later moves nothing. */
    public DemoUpstreams(InstantSource wall) {
        this(new SteadyPace(wall));
    }

    DemoUpstreams(Pace pace) {
        this.pace = pace;
    }

    @Override
    public boolean opens(String url) {
        return url.startsWith(DemoChannel.SCHEME);
    }

    @Override
    public Opening open(Request request) {
        String url = request.source().url();
        return DemoChannel.at(url).map(this::open).orElseGet(() -> unknown(url));
    }

    private Opening open(DemoChannel channel) {
        try {
            return new Opening.Opened(new DemoUpstream(clip(channel), pace));
        } catch (IOException e) {
            return failed(UpstreamFailure.Kind.NOT_A_STREAM, String.valueOf(e.getMessage()));
        }
    }

    private static Opening unknown(String url) {
        String shown = url.length() <= LONGEST_SHOWN ? url : url.substring(0, LONGEST_SHOWN) + "…";
        return failed(
                UpstreamFailure.Kind.UNSUPPORTED,
                "the demo source has no channel '" + shown + "': expected demo:card, demo:bars or demo:radio");
    }

    private static Opening failed(UpstreamFailure.Kind kind, String text) {
        return new Opening.Failed(new UpstreamFailure(kind, text));
    }

    /** Two first openings at once may both read it, so that nobody waits for a file under a lock; one clip is kept. */
    private ClipLoop clip(DemoChannel channel) throws IOException {
        ClipLoop known = clips.get(channel);
        if (known != null) {
            return known;
        }
        try (InputStream in = DemoUpstreams.class.getResourceAsStream(channel.resource())) {
            if (in == null) {
                throw new FileNotFoundException("the demo clip '" + channel.key() + "' is missing from the program");
            }
            ClipLoop read = ClipLoop.read(channel.key(), in, LAP);
            ClipLoop first = clips.putIfAbsent(channel, read);
            return first == null ? read : first;
        }
    }
}
