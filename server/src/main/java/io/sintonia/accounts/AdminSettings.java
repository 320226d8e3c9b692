package io.sintonia.accounts;

import io.sintonia.config.About;
import io.sintonia.config.Default;
import io.sintonia.config.Example;
import io.sintonia.config.Secret;
import io.sintonia.config.SettingsFile;
import java.util.Optional;

/**
 * The administrator that the settings declare.
 *
 * @param password without it, one is made at the first start and printed once
 */
@About("The administrator, who signs in to the UI and the API.")
public record AdminSettings(
        @About("The administrator's name.") @Default("admin")
        String username,

        @About("The administrator's password; without it, one is made at the first start and printed once.")
        @Example("change-me")
        Optional<Secret> password) {

    /** What holds when nothing is set. */
    public static AdminSettings defaults() {
        return SettingsFile.defaults(AdminSettings.class);
    }
}
