package io.sintonia;

import io.sintonia.config.Problem;
import io.sintonia.config.SettingsFile;
import io.sintonia.config.SettingsReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices that the configuration file has changed, and hands on what it says now, if it can be used. */
final class ConfigurationWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);

    private final Path file;
    private final Map<String, String> environment;
    private final Consumer<Settings> onChange;
    private Optional<FileTime> seen;

    ConfigurationWatch(Path file, Map<String, String> environment, Consumer<Settings> onChange) {
        this.file = file;
        this.environment = environment;
        this.onChange = onChange;
        this.seen = modified();
    }

    /** Looks once. A file that is gone changes nothing, since editors replace files. */
    void look() {
        Optional<FileTime> now = modified();
        if (now.isEmpty() || now.equals(seen)) {
            return;
        }
        seen = now;
        switch (SettingsFile.read(Optional.of(file), environment, Settings.class)) {
            case SettingsReading.Refused<Settings>(List<Problem> problems) -> {
                problems.forEach(problem -> LOG.warn("{}: {}", file, problem));
                LOG.warn("{} has changed but cannot be used; what held before still holds", file);
            }
            case SettingsReading.Usable<Settings>(Settings settings, List<Problem> remarks) -> {
                remarks.forEach(remark -> LOG.info("{}: {}", file, remark));
                onChange.accept(settings);
            }
        }
    }

    private Optional<FileTime> modified() {
        try {
            return Optional.of(Files.getLastModifiedTime(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
