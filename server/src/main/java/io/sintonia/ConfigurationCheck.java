package io.sintonia;

import io.sintonia.config.SettingsFile;
import io.sintonia.config.SettingsReading.Refused;
import io.sintonia.config.SettingsReading.Usable;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The command {@code sintonia check FILE}: reads a configuration and prints all that is wrong with it. */
final class ConfigurationCheck {
    private ConfigurationCheck() {}

    /** Prints one line per problem, or that there is none; the exit code: 0 when the settings can be used, else 1. */
    static int run(Path file, Map<String, String> environment, PrintStream out) {
        return switch (SettingsFile.read(Optional.of(file), environment, Settings.class)) {
            case Usable<Settings>(var settings, var remarks) -> {
                remarks.forEach(remark -> out.println("note: " + remark));
                LaterVersions.remarks(settings).forEach(remark -> out.println("note: " + remark));
                out.println(file + ": no problems");
                yield 0;
            }
            case Refused<Settings>(var problems) -> {
                problems.forEach(out::println);
                out.println(file + ": " + (problems.size() == 1 ? "1 problem" : problems.size() + " problems"));
                yield 1;
            }
        };
    }
}
