package io.sintonia.checks;

import io.sintonia.config.About;
import io.sintonia.config.Default;
import io.sintonia.config.Range;
import io.sintonia.config.SettingsFile;
import java.time.Duration;

/**
 * Whether, how often and how gently addresses are checked.
 *
 * @param enabled whether they are checked without being asked
 * @param every how old a result may be before the address is checked again
 * @param pause between the end of one check and the next
 * @param timeLimit for the first byte, and from there to the first picture
 * @param kept results of one address
 */
@About(
        "Whether it is looked now and then which channels' addresses still play. One at a time, only over idle connections, never a "
                + "channel that is watched; no channel is hidden by it.")
public record CheckSettings(
        @About("Whether addresses are checked without being asked.") @Default("false")
        boolean enabled,

        @About("How old a result may be before the address is checked again.")
        @Default("24h")
        @Range(min = "1m", max = "365d")
        Duration every,

        @About("How long is waited between two checks.") @Default("10s") @Range(min = "100ms", max = "1h")
        Duration pause,

        @About("How long an address may take to its first byte, and from there to its first picture.")
        @Default("20s")
        @Range(min = "1s", max = "2m")
        Duration timeLimit,

        @About("How many results of one address are kept.") @Default("10") @Range(min = "1", max = "1000")
        int kept) {
    /** What holds when nothing is set. */
    public static CheckSettings defaults() {
        return SettingsFile.defaults(CheckSettings.class);
    }
}
