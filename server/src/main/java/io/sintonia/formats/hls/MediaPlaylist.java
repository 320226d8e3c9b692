package io.sintonia.formats.hls;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * A live media playlist (RFC 8216, 4.3.3).
 *
 * @param targetSeconds EXT-X-TARGETDURATION; no segment is longer once rounded, and it never changes for a channel
 * @param sequence EXT-X-MEDIA-SEQUENCE, the first segment's number
 * @param discontinuitySequence EXT-X-DISCONTINUITY-SEQUENCE, breaks before the first segment
 */
public record MediaPlaylist(int targetSeconds, long sequence, long discontinuitySequence, List<Segment> segments) {
    public MediaPlaylist {
        segments = List.copyOf(segments);
    }

    /**
     * One segment.
     *
     * @param anew whether it does not continue the one before
     * @param began the moment its first picture came in
     */
    public record Segment(String uri, Duration duration, boolean anew, Instant began) {}

    /** The playlist's text, lines ending in LF. */
    public String text() {
        StringBuilder text = new StringBuilder(200 + segments.size() * 120)
                .append("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:")
                .append(targetSeconds)
                .append("\n#EXT-X-MEDIA-SEQUENCE:")
                .append(sequence)
                .append('\n');
        if (discontinuitySequence > 0) {
            text.append("#EXT-X-DISCONTINUITY-SEQUENCE:")
                    .append(discontinuitySequence)
                    .append('\n');
        }
        for (Segment segment : segments) {
            if (segment.anew()) {
                text.append("#EXT-X-DISCONTINUITY\n");
            }
            text.append("#EXT-X-PROGRAM-DATE-TIME:")
                    .append(segment.began().truncatedTo(ChronoUnit.MILLIS))
                    .append("\n#EXTINF:")
                    .append(String.format(
                            Locale.ROOT, "%.3f", segment.duration().toMillis() / 1000.0))
                    .append(",\n")
                    .append(segment.uri())
                    .append('\n');
        }
        return text.toString();
    }
}
