package io.sintonia;

import io.sintonia.config.About;
import io.sintonia.config.Confidential;
import io.sintonia.config.Example;
import io.sintonia.config.Inspection;
import io.sintonia.config.Redacted;
import io.sintonia.config.SettingsFile;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The AceStream engines that live channels of that kind are read through.
 *
 * @param engines addresses of their HTTP APIs; without any, such channels do not play
 */
@About("The AceStream engines that channels of that kind are read through.")
public record AceStreamSettings(
        @About("The addresses of the engines' HTTP APIs; without any, AceStream channels do not play.")
        @Confidential
        @Example("[\"http://127.0.0.1:6878\"]")
        List<String> engines) {
    private static final Pattern ENGINE = Pattern.compile(
            "(?i)https?://([^\\s/?#@]*@)?([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{1,5})?/?");

    /** Refuses addresses that are not those of an engine. */
    public AceStreamSettings {
        var inspection = new Inspection();
        for (int i = 0; i < engines.size(); i++) {
            inspection.expect(
                    ENGINE.matcher(engines.get(i)).matches(),
                    "engines[" + i + "]",
                    Redacted.address(engines.get(i)),
                    "an engine's address such as http://127.0.0.1:6878");
        }
        inspection.conclude();
        engines = List.copyOf(engines);
    }

    /** What holds when nothing is set. */
    public static AceStreamSettings defaults() {
        return SettingsFile.defaults(AceStreamSettings.class);
    }

    /** All settings, but addresses without what may be secret in them. */
    @Override
    public String toString() {
        return Redacted.text(this);
    }
}
