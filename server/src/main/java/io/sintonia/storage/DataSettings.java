package io.sintonia.storage;

import io.sintonia.config.About;
import io.sintonia.config.Default;
import io.sintonia.config.Example;
import io.sintonia.config.Inspection;
import io.sintonia.config.Secret;
import io.sintonia.config.SettingsFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where everything that must survive a restart is kept.
 *
 * @param directory for the database, keys and images; made when it is missing
 * @param database a JDBC address with its credentials; SQLite in the directory without it
 */
@About("Where everything that must survive a restart is kept.")
public record DataSettings(
        @About("The directory for the database, keys and images; it is made when it is missing.") @Default("data")
        Path directory,

        @About("The JDBC address of a PostgreSQL database; without it, SQLite in the data directory.")
        @Example("jdbc:postgresql://db/sintonia?user=sintonia&password=change-me")
        Optional<Secret> database) {
    /** Refuses databases that are neither PostgreSQL nor SQLite. */
    public DataSettings {
        new Inspection()
                .expect(
                        database.map(Secret::reveal).stream()
                                .allMatch(url -> url.startsWith("jdbc:postgresql:") || url.startsWith("jdbc:sqlite:")),
                        "database",
                        database,
                        "an address that begins with jdbc:postgresql: or jdbc:sqlite:")
                .conclude();
    }

    /** What holds when nothing is set. */
    public static DataSettings defaults() {
        return SettingsFile.defaults(DataSettings.class);
    }
}
