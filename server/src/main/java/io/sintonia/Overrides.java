package io.sintonia;

import io.sintonia.accounts.UserSettings;
import io.sintonia.config.Secret;
import io.sintonia.outputs.ServerSettings;
import io.sintonia.storage.DataSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the command line says above the configuration. Pure. */
final class Overrides {
    private static final String DEMO = "admin";

    private Overrides() {}

    /** The settings with the options applied; the demo listens to this machine only, unless it is told otherwise. */
    static Settings apply(Settings settings, Options options, Path demoData) {
        ServerSettings server = settings.server();
        String bind = options.bind().orElse(options.demo() ? "127.0.0.1" : server.bind());
        Path directory = options.data()
                .orElse(options.demo() ? demoData : settings.data().directory());
        return new Settings(
                new ServerSettings(
                        options.port().orElse(server.port()),
                        bind,
                        server.publicUrl(),
                        server.trustedProxies(),
                        server.timeZone(),
                        server.answersLimit()),
                new DataSettings(directory, settings.data().database()),
                settings.live(),
                settings.catalogue(),
                settings.curation(),
                settings.checks(),
                settings.admin(),
                settings.sources(),
                settings.guide(),
                settings.guides(),
                settings.rules(),
                settings.bouquets(),
                options.demo() ? withDemoUser(settings.users()) : settings.users(),
                settings.acestream(),
                settings.metrics());
    }

    private static List<UserSettings> withDemoUser(List<UserSettings> declared) {
        if (declared.stream().anyMatch(user -> user.username().equals(DEMO))) {
            return declared;
        }
        List<UserSettings> users = new ArrayList<>(declared);
        users.add(new UserSettings(
                DEMO,
                Secret.of(DEMO),
                0,
                Optional.empty(),
                false,
                true,
                List.of(UserSettings.Format.M3U8, UserSettings.Format.TS),
                List.of(),
                List.of(),
                UserSettings.AtLimit.REPLACE_OLDEST));
        return users;
    }
}
