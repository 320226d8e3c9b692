package io.sintonia.formats.hls;

import io.sintonia.formats.Remark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** What a text says that should be an HLS playlist (RFC 8216). Odd input becomes a remark; nothing throws. */
public sealed interface HlsPlaylist {
    /**
     * Reads a text.
     *
     * @param base the address it really came from; relative addresses are resolved against it
     */
    static HlsPlaylist read(String text, String base) {
        return read(text, base, Map.of());
    }

    /**
     * Reads a media playlist that a master named.
     *
     * @param imports what {@code EXT-X-DEFINE:IMPORT} may take over: the master's {@link Master#variables}
     */
    static HlsPlaylist read(String text, String base, Map<String, String> imports) {
        return new PlaylistReader(base, imports).read(text);
    }

    /**
     * A choice of variants (RFC 8216, 4.3.4).
     *
     * @param variants in the list's order; I-frame variants are left out
     * @param renditions what EXT-X-MEDIA lines say
     * @param variables for the playlists named here
     */
    record Master(
            List<Variant> variants, List<Rendition> renditions, Map<String, String> variables, List<Remark> remarks)
            implements HlsPlaylist {
        public Master {
            variants = List.copyOf(variants);
            renditions = List.copyOf(renditions);
            variables = Map.copyOf(variables);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * A list of segments (RFC 8216, 4.3.3).
     *
     * @param numbers where its counting stands
     * @param target EXT-X-TARGETDURATION, else the longest segment; at least a second
     * @param growth how it grows, if it does
     * @param start where to begin, by EXT-X-START, in seconds: negative from the end
     */
    record Media(
            Numbers numbers,
            Duration target,
            Growth growth,
            OptionalDouble start,
            List<Segment> segments,
            List<Remark> remarks)
            implements HlsPlaylist {
        public Media {
            segments = List.copyOf(segments);
            remarks = List.copyOf(remarks);
        }
    }

    /** Something else. {@code reason} says what is missing. */
    record NotAPlaylist(String reason) implements HlsPlaylist {}

    /** What becomes of a media playlist. */
    enum Growth {
        /** Segments come at its end and go at its beginning. */
        LIVE,
        /** Segments only come (EXT-X-PLAYLIST-TYPE:EVENT, no EXT-X-ENDLIST yet). */
        EVENT,
        /** Nothing will come any more (EXT-X-ENDLIST, or EXT-X-PLAYLIST-TYPE:VOD). */
        ENDED
    }

    /**
     * Numbers of a media playlist.
     *
     * @param sequence EXT-X-MEDIA-SEQUENCE of the first segment; empty where it is not said or no number
     * @param discontinuities EXT-X-DISCONTINUITY-SEQUENCE, 0 where it is not said
     */
    record Numbers(OptionalLong sequence, long discontinuities) {}

    /**
     * One variant (EXT-X-STREAM-INF).
     *
     * @param uri resolved
     * @param bandwidth bits a second; 0 where it is not said
     * @param codecs as written, one by one; empty where it is not said
     * @param audioGroup the group of renditions that its sound is in
     */
    record Variant(String uri, long bandwidth, List<String> codecs, Picture picture, Optional<String> audioGroup) {
        public Variant {
            codecs = List.copyOf(codecs);
        }

        /** Says nothing of the address. */
        @Override
        public String toString() {
            return "variant of " + bandwidth + " bit/s " + picture;
        }
    }

    /** Size and pictures a second of a variant; 0 where they are not said. */
    record Picture(int width, int height, double frameRate) {}

    /**
     * One EXT-X-MEDIA.
     *
     * @param type AUDIO, VIDEO, SUBTITLES, …
     * @param uri resolved; without one it is in the variant itself
     */
    record Rendition(String type, String group, String name, Optional<String> language, Optional<String> uri) {}

    /**
     * One segment.
     *
     * @param keys of all key systems that apply; empty where it is not encrypted
     * @param map the initialisation section it needs (EXT-X-MAP)
     * @param programTime EXT-X-PROGRAM-DATE-TIME, only where it is said
     */
    record Segment(
            Place place,
            Duration duration,
            List<SegmentKey> keys,
            Optional<Place> map,
            Set<Mark> marks,
            Optional<Instant> programTime) {
        public Segment {
            keys = List.copyOf(keys);
            marks = Set.copyOf(marks);
        }
    }

    /**
     * Where bytes lie.
     *
     * @param uri resolved; may hold a token, so it is never shown
     */
    record Place(String uri, Optional<ByteRange> range) {
        /** Says nothing of the address. */
        @Override
        public String toString() {
            return "place" + range.map(part -> " " + part).orElse("");
        }
    }

    /** A part of a resource (EXT-X-BYTERANGE). */
    record ByteRange(long offset, long length) {
        /** The byte after it. */
        public long end() {
            return offset + length;
        }
    }

    /**
     * One EXT-X-KEY.
     *
     * @param method AES-128, SAMPLE-AES, …; never NONE
     * @param uri resolved; empty where it is not said
     * @param iv sixteen bytes as 32 hexadecimal digits; empty where the segment's number is to be taken
     * @param format KEYFORMAT, {@code identity} where it is not said
     */
    record SegmentKey(String method, String uri, Optional<String> iv, String format) {
        /** Says nothing of the address. */
        @Override
        public String toString() {
            return "key of " + method + " in format " + format;
        }
    }

    /** What a segment is marked with. */
    enum Mark {
        /** It does not continue the one before (EXT-X-DISCONTINUITY). */
        DISCONTINUITY,
        /** It is not there (EXT-X-GAP). */
        GAP
    }
}
