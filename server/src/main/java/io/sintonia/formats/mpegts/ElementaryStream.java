package io.sintonia.formats.mpegts;

import java.util.Optional;

/**
 * One stream of a programme, as its PMT tells it.
 *
 * @param pid where it flows
 * @param streamType the stream_type of ISO/IEC 13818-1, table 2-34
 * @param kind what it is for
 * @param codec its name as players and ffmpeg know it (h264, aac, dvbsub), or {@code unknown}
 * @param language ISO 639-2, where told
 */
public record ElementaryStream(int pid, int streamType, Kind kind, String codec, Optional<String> language) {
    /** What a stream is for. */
    public enum Kind {
        /** Pictures. */
        VIDEO,
        /** Sound. */
        AUDIO,
        /** Subtitles or teletext. */
        SUBTITLE,
        /** Anything else: cue messages, timed metadata, private data. */
        OTHER
    }
}
