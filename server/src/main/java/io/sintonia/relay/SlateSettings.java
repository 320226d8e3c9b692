package io.sintonia.relay;

import io.sintonia.config.About;
import io.sintonia.config.Default;
import io.sintonia.config.Range;
import io.sintonia.config.SettingsFile;
import java.time.Duration;

/**
 * Where viewers see a slate instead of nothing.
 *
 * @param starting until a channel's first picture comes
 * @param outage while no source of a channel that has played delivers
 * @param outageAfter how long nothing must have come before the slate begins
 * @param limitReached instead of refusing one player too many with status 403
 * @param expired instead of refusing an expired account with status 403
 */
@About("Where viewers see a slate, a short sentence on the screen, instead of nothing.")
public record SlateSettings(
        @About("Whether a slate is shown until a channel's first picture comes.") @Default("false")
        boolean starting,

        @About("Whether a slate is shown while no source of a channel that has played delivers.") @Default("true")
        boolean outage,

        @About("How long nothing must have come before the slate of an outage begins.")
        @Default("2s")
        @Range(min = "500ms", max = "5m")
        Duration outageAfter,

        @About(
                "Whether one player too many is shown a slate for five minutes, instead of being refused with status 403.")
        @Default("false")
        boolean limitReached,

        @About(
                "Whether an expired account is shown a slate for five minutes, instead of being refused with status 403.")
        @Default("false")
        boolean expired) {
    /** What holds when nothing is set. */
    public static SlateSettings defaults() {
        return SettingsFile.defaults(SlateSettings.class);
    }
}
