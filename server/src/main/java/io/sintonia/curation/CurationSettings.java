package io.sintonia.curation;

import io.sintonia.config.About;
import io.sintonia.config.Default;
import io.sintonia.config.SettingsFile;

/**
 * How much is done without asking the owner.
 *
 * @param merge what becomes of channels of different sources that are one
 */
@About("How much is done without asking the owner.")
public record CurationSettings(
        @About(
                "What becomes of channels of different sources that are one: automatic makes them one channel with several sources where that is certain and proposes the rest; propose only proposes; off leaves them.")
        @Default("automatic")
        Merge merge) {
    /** What becomes of them. */
    public enum Merge {
        /** Where it is certain they are made one; the rest is proposed. */
        AUTOMATIC,
        /** All are proposed. */
        PROPOSE,
        /** They are not looked for. */
        OFF
    }

    /** What holds when nothing is set. */
    public static CurationSettings defaults() {
        return SettingsFile.defaults(CurationSettings.class);
    }
}
