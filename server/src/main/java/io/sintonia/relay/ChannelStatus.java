package io.sintonia.relay;

import java.util.List;
import java.util.Locale;

/**
 * A channel that plays, as the operator sees it.
 *
 * @param state {@code starting}, {@code playing}, {@code reconnecting} or {@code ended}
 * @param upstreamConnections open connections to sources: 0 or 1, and 2 while a better one is tried
 * @param bufferedSeconds how much play is kept behind live
 * @param skips how often viewers were moved forward since the channel started
 * @param feed what comes in
 */
public record ChannelStatus(
        long id,
        String name,
        String state,
        int upstreamConnections,
        double bufferedSeconds,
        long skips,
        Feed feed,
        List<Viewing> viewings) {

    ChannelStatus(
            long id,
            String name,
            ChannelRelay.State state,
            int upstreamConnections,
            double bufferedSeconds,
            long skips,
            Feed feed,
            List<Viewing> viewings) {
        this(
                id,
                name,
                state.name().toLowerCase(Locale.ROOT),
                upstreamConnections,
                bufferedSeconds,
                skips,
                feed,
                viewings);
    }

    public ChannelStatus {
        viewings = List.copyOf(viewings);
    }

    /**
     * What comes in from the source.
     *
     * @param source the provider's name
     * @param bitsPerSecond 0 until known
     * @param video such as {@code h264 1920x1080}, empty if none
     * @param audio such as {@code aac ita}, one entry a track
     * @param losses packets missing by their continuity counters
     * @param junkBytes bytes that were no packets
     */
    public record Feed(
            String source, long bitsPerSecond, String video, List<String> audio, long losses, long junkBytes) {
        static final Feed NONE = new Feed("", 0, "", List.of(), 0, 0);

        public Feed {
            audio = List.copyOf(audio);
        }
    }
}
