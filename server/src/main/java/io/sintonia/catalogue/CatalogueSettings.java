package io.sintonia.catalogue;

import io.sintonia.config.About;
import io.sintonia.config.Default;
import io.sintonia.config.Range;
import io.sintonia.config.SettingsFile;
import java.time.Duration;

/**
 * What becomes of entries that their source no longer has.
 *
 * @param hideAfter refreshes in a row without an entry, until it is no longer shown
 * @param removeAfter how long it is missing until its row goes; zero is never
 * @param vanishLimit percent of a source's channels, films or episodes that may vanish in one refresh
 */
@About("What becomes of channels, films and episodes that their source no longer has.")
public record CatalogueSettings(
        @About("How many refreshes in a row must be without an entry until it is no longer shown.")
        @Default("3")
        @Range(min = "1", max = "1000")
        int hideAfter,

        @About(
                "How long an entry is missing until it is removed for good, with its id and what was said of it by hand; 0s is never.")
        @Default("30d")
        @Range(min = "0s", max = "3650d")
        Duration removeAfter,

        @About(
                "The most of a source's channels, films or episodes, in percent, that one refresh may lose; if it loses more, or all, the old list stays until the refresh is approved.")
        @Default("40")
        @Range(min = "0", max = "100")
        int vanishLimit) {

    /** The same where nothing is missing by mistake: what a source no longer has is hidden at once. */
    public CatalogueSettings hidingAtOnce() {
        return new CatalogueSettings(1, removeAfter, vanishLimit);
    }

    /** What holds when nothing is set. */
    public static CatalogueSettings defaults() {
        return SettingsFile.defaults(CatalogueSettings.class);
    }
}
