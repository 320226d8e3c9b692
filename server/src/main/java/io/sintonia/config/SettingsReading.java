package io.sintonia.config;

import java.util.List;

/**
 * What came of reading settings: they are usable, or they are refused with all that is wrong.
 *
 * @param <R> the root record of the settings
 */
public sealed interface SettingsReading<R extends Record> {
    /**
     * The settings can be used.
     *
     * @param remarks what the operator may want to know, such as a line that the environment overrides
     */
    record Usable<R extends Record>(R settings, List<Problem> remarks) implements SettingsReading<R> {
        /** Settings and the remarks on them. */
        public Usable {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * The settings cannot be used.
     *
     * @param problems all that is wrong, in the file's order, then the environment's; never empty
     */
    record Refused<R extends Record>(List<Problem> problems) implements SettingsReading<R> {
        /** All that is wrong. */
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
