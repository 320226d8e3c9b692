package io.sintonia.guide;

import io.sintonia.config.About;
import io.sintonia.config.Default;
import io.sintonia.config.Range;
import io.sintonia.config.SettingsFile;
import java.time.Duration;

/**
 * What is kept of guides.
 *
 * @param keepPast how long programmes stay that are over
 */
@About("What is kept of programme guides.")
public record ProgrammeSettings(
        @About("How long programmes that are over are kept, also when the guide no longer has them.")
        @Default("7d")
        @Range(min = "0s", max = "60d")
        Duration keepPast) {

    /** What holds when nothing is set. */
    public static ProgrammeSettings defaults() {
        return SettingsFile.defaults(ProgrammeSettings.class);
    }
}
