package io.sintonia;

import io.sintonia.config.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settings that are understood but not served by this version yet: said at the start, never passed over in silence. Pure. */
final class LaterVersions {
    private LaterVersions() {}

    /** One sentence for each thing that was declared in vain. */
    static List<String> remarks(Settings settings) {
        List<String> remarks = new ArrayList<>();
        if (!settings.acestream().engines().isEmpty()) {
            remarks.add("acestream.engines are not used: this version does not play AceStream channels");
        }
        return remarks;
    }

    /** Why the server cannot start with these settings, if it cannot. */
    static Optional<String> obstacle(Settings settings) {
        return settings.data()
                .database()
                .map(Secret::reveal)
                .filter(url -> url.startsWith("jdbc:postgresql:"))
                .map(url ->
                        "data.database names PostgreSQL, which this version cannot use yet: leave the setting out to"
                                + " use SQLite in the data directory");
    }
}
