package io.sintonia.formats.hls;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

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
    public record Segment(String uri, Duration duration, boolean anew, Instant began) {
        /** Its lines, ending in LF. */
        public void appendTo(StringBuilder text) {
            if (anew) {
                text.append("#EXT-X-DISCONTINUITY\n");
            }
            long millis = duration.toMillis();
            text.append("#EXT-X-PROGRAM-DATE-TIME:")
                    .append(began.truncatedTo(ChronoUnit.MILLIS))
                    .append("\n#EXTINF:")
                    .append(millis / 1000)
                    .append('.')
                    // three digits, without what a format costs: a day has 43,200 of these
                    .append(String.valueOf(1000 + millis % 1000), 1, 4)
                    .append(",\n")
                    .append(uri)
                    .append('\n');
        }
    }

    /** The playlist's text, lines ending in LF. */
    public String text() {
        StringBuilder text = new StringBuilder(200 + segments.size() * 120)
                .append(new Head(targetSeconds, sequence, discontinuitySequence).text());
        segments.forEach(segment -> segment.appendTo(text));
        return text.toString();
    }

    /** What stands before the segments. */
    public record Head(int targetSeconds, long sequence, long discontinuitySequence) {
        /** Its lines, ending in LF. */
        public String text() {
            return lines(3, "", "");
        }

        /** The same, telling players that they may leave out what they know: all that is further than this from the end. */
        public String offeringSkips(int skipUntilSeconds) {
            return lines(3, control(skipUntilSeconds), "");
        }

        /** The same for a delta update: {@code skipped} segments are left out at the beginning. */
        public String skipping(int skipped, int skipUntilSeconds) {
            // EXT-X-SKIP needs version 9: draft-pantos-hls-rfc8216bis, 8
            return lines(9, control(skipUntilSeconds), "#EXT-X-SKIP:SKIPPED-SEGMENTS=" + skipped + "\n");
        }

        private static String control(int skipUntilSeconds) {
            return "#EXT-X-SERVER-CONTROL:CAN-SKIP-UNTIL=" + skipUntilSeconds + "\n";
        }

        private String lines(int version, String control, String skip) {
            String breaks =
                    discontinuitySequence > 0 ? "#EXT-X-DISCONTINUITY-SEQUENCE:" + discontinuitySequence + "\n" : "";
            return "#EXTM3U\n#EXT-X-VERSION:" + version + "\n#EXT-X-TARGETDURATION:" + targetSeconds + "\n" + control
                    + "#EXT-X-MEDIA-SEQUENCE:" + sequence + "\n" + breaks + skip;
        }
    }
}
