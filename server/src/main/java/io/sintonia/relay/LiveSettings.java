package io.sintonia.relay;

import io.sintonia.config.About;
import io.sintonia.config.ByteSize;
import io.sintonia.config.Default;
import io.sintonia.config.Durations;
import io.sintonia.config.Example;
import io.sintonia.config.Inspection;
import io.sintonia.config.Range;
import io.sintonia.config.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How live channels are kept and how long everybody waits.
 *
 * @param directory where segments lie
 * @param window kept behind live while a channel is watched; at least three segments
 * @param linger how long a channel without viewers is kept
 * @param segment the shortest segment
 * @param bufferLimit most bytes of segments over all channels
 * @param stallTimeout silence after which a source counts as dead
 * @param startTimeout from a viewer's request to its first byte
 * @param outageLimit how long viewers of a dead source are held
 * @param returnAfter how long a fallback plays before the preferred source is tried again; zero is never
 * @param ffmpeg the program that reads what we do not read ourselves
 * @param maxHeight most lines of an HLS source's variant; without it, any
 * @param maxBandwidth most bits a second of an HLS source's variant; without it, any
 * @param slates where viewers see a slate instead of nothing
 */
@About("How live channels are kept, and how long everybody waits.")
public record LiveSettings(
        @About("Where live segments lie; without it, a tmpfs if there is one, else live in the data directory.")
        @Example("/dev/shm/sintonia")
        Optional<Path> directory,

        @About("How much is kept behind live while a channel is watched; at least three segments.")
        @Default("60s")
        @Range(min = "5s", max = "24h")
        Duration window,

        @About("How long a channel without viewers is kept, so that zapping back is instant.")
        @Default("15s")
        @Range(min = "0s", max = "1h")
        Duration linger,

        @About("The shortest segment; segments end at the next place where a decoder may start.")
        @Default("2s")
        @Range(min = "500ms", max = "30s")
        Duration segment,

        @About("The most that live segments of all channels may take together; beyond it the oldest go first.")
        @Default("512MB")
        @Range(min = "16MB", max = "100TB")
        ByteSize bufferLimit,

        @About("How long a source may be silent before the next one is tried.")
        @Default("5s")
        @Range(min = "1s", max = "5m")
        Duration stallTimeout,

        @About("The most time from a viewer's request to its first byte.")
        @Default("30s")
        @Range(min = "1s", max = "5m")
        Duration startTimeout,

        @About("How long viewers are held while no source of their channel answers.")
        @Default("60s")
        @Range(min = "0s", max = "1h")
        Duration outageLimit,

        @About("How long another source plays before the preferred one is tried again; 0s is never.")
        @Default("30s")
        @Range(min = "0s", max = "24h")
        Duration returnAfter,

        @About("The ffmpeg that reads rtmp, rtsp, srt, rist, mms and DASH; without it, the first one on the PATH.")
        @Example("/usr/bin/ffmpeg")
        Optional<Path> ffmpeg,

        @About("The most lines of picture taken from an HLS source that offers several; without it, the best it has.")
        @Range(min = "1", max = "100000")
        @Example("1080")
        Optional<Integer> maxHeight,

        @About(
                "The most bits a second taken from an HLS source that offers several variants; without it, the best it has.")
        @Range(min = "1000", max = "1000000000000")
        @Example("8000000")
        Optional<Long> maxBandwidth,

        SlateSettings slates) {
    private static final int FEWEST_SEGMENTS = 3;

    /** Refuses a window that could not hold an HLS playlist. */
    public LiveSettings {
        // RFC 8216, 6.2.2: a client may begin three target durations before the end, so these must be there.
        var least = segment.multipliedBy(FEWEST_SEGMENTS);
        new Inspection()
                .expect(
                        window.compareTo(least) >= 0,
                        "window",
                        Durations.text(window),
                        "at least three segments (live.segment is " + Durations.text(segment) + "), so "
                                + Durations.text(least) + " or more")
                .conclude();
    }

    /** What holds when nothing is set. */
    public static LiveSettings defaults() {
        return SettingsFile.defaults(LiveSettings.class);
    }
}
