package io.sintonia.channellog;

import java.time.Duration;

/**
 * The bounds of one channel's log.
 *
 * @param window how long bytes are kept behind live
 * @param shortest a segment is cut at the first entry point after this much play
 * @param longest a segment is cut after this much play even without an entry point
 * @param mostBytes a segment is cut at this size even without an entry point
 */
public record LogLimits(Duration window, Duration shortest, Duration longest, long mostBytes) {
    /** Half a minute without an entry point, or 64 MB, is no group of pictures any more: cut anyway. */
    public static LogLimits of(Duration window, Duration shortest) {
        return new LogLimits(window, shortest, Duration.ofSeconds(30), 64L << 20);
    }
}
