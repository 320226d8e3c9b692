package io.sintonia.relay;

import java.time.Duration;
import java.util.Optional;

/**
 * What channels show while none of their sources plays.
 *
 * @param slates where it comes from
 * @param inOutage how long nothing has come from a channel that has played, until it is shown; empty for never
 * @param atStart the same of a channel that has not played yet
 */
record Interludes(Slates slates, Optional<Duration> inOutage, Optional<Duration> atStart) {
    /** Nothing is shown: viewers wait. */
    static Interludes none() {
        return new Interludes(new Slates(System::nanoTime), Optional.empty(), Optional.empty());
    }
}
