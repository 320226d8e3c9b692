package io.sintonia.channellog;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks a log needs.
 *
 * @param wall for what people and playlists are told
 * @param nanos for measuring how long something took; jumps of the wall clock do not move it
 */
public record LogClock(InstantSource wall, LongSupplier nanos) {
    /** The machine's clocks. */
    public static LogClock system() {
        return new LogClock(InstantSource.system(), System::nanoTime);
    }

    Instant now() {
        return wall.instant();
    }
}
