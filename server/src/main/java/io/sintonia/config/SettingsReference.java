package io.sintonia.config;

import io.sintonia.config.Shape.Entries;
import io.sintonia.config.Shape.Group;
import io.sintonia.config.Shape.Listing;
import io.sintonia.config.Shape.Scalar;

/** Writes the reference of all settings from their records, so that it cannot grow stale. */
public final class SettingsReference {
    private static final String PREAMBLE = """
            # Configuration

            This page is generated from the settings themselves; a test fails when it is stale.

            All settings are optional. They come from a YAML file and from the environment, and the environment wins. What the file
            declares is applied at start and when the file changes. `./sintonia check FILE` prints everything that is wrong with a
            file, with line numbers.

            * Every key is also a variable: `server.port` is `SINTONIA_SERVER_PORT`. Elements of lists are counted from 0:
              `SINTONIA_USERS_0_USERNAME`. Lists of plain values may be given at once, with commas:
              `SINTONIA_SERVER_TRUSTED_PROXIES=10.0.0.1,10.0.0.2`. Where a name is free, it ends the variable:
              `SINTONIA_SOURCES_0_HEADERS_X_TOKEN` sets the header `x-token`. An empty variable counts as not set. Variables that begin with
              `SINTONIA_` and are no settings are refused, except those that Kubernetes makes for a service of the name `sintonia`
              (`SINTONIA_SERVICE_HOST`, `SINTONIA_PORT=tcp://…` and the like).
            * A secret may lie in a file of its own: `password-file: /run/secrets/admin` or `SINTONIA_ADMIN_PASSWORD_FILE`. Blanks and
              line ends around its text do not count. Secrets are never shown in a message or a log.
            * Durations are a whole number with a unit: `500ms`, `30s`, `15m`, `12h`, `7d`. Sizes are `8MB` (millions of bytes), `64KiB`
              (1,024 bytes) or plain bytes. Networks are `192.168.0.0/16` or a single address. Instants are
              `2027-01-01T00:00:00Z`.
            * A list of one value may be written without brackets. Relative paths start at the working directory.

            ## Complete example

            """;

    private SettingsReference() {}

    /** The whole page in Markdown; the example in it is a file that {@link SettingsFile} accepts. */
    public static String markdown(Class<? extends Record> root) {
        var group = Group.of(root);
        var page = new StringBuilder(PREAMBLE)
                .append("```yaml\n")
                .append(SettingsExample.yaml(group))
                .append("```\n");
        section(page, "Top level", "", group);
        return page.toString();
    }

    private static void section(StringBuilder page, String title, String prefix, Group group) {
        var rows = new StringBuilder();
        group.settings().forEach(setting -> row(rows, prefix, setting));
        if (!rows.isEmpty()) {
            var about = group.type().getAnnotation(About.class);
            page.append("\n## ").append(title).append("\n\n");
            if (about != null) {
                page.append(about.value()).append("\n\n");
            }
            page.append("| key | environment | default | what |\n|---|---|---|---|\n")
                    .append(rows);
        }
        for (var setting : group.settings()) {
            var name = prefix + setting.key();
            switch (setting.shape()) {
                case Group inner -> section(page, "`" + name + "`", name + ".", inner);
                case Listing(Group inner) -> section(page, "`" + name + "` (a list)", name + "[0].", inner);
                case Scalar _, Listing _, Entries _ -> {}
            }
        }
    }

    private static void row(StringBuilder rows, String prefix, Setting setting) {
        var variable = Place.variable(prefix + setting.key());
        var what = setting.about().orElse("");
        var bounds = setting.bounds().isEmpty() ? "" : " Allowed:" + setting.bounds() + ".";
        switch (setting.shape()) {
            case Group _ -> {}
            case Listing(var element) when element instanceof Group -> {}
            case Entries _ -> line(rows, setting.key(), variable + "_NAME", standard(setting), what);
            case Scalar _, Listing _ -> line(rows, setting.key(), variable, standard(setting), what + bounds);
        }
        if (setting.secret()) {
            line(
                    rows,
                    setting.fileKey(),
                    Place.variable(prefix + setting.fileKey()),
                    "none",
                    "A file that holds `" + setting.key() + "`, instead of it.");
        }
    }

    private static String standard(Setting setting) {
        if (setting.secret() && setting.defaultText().isPresent()) {
            return "hidden";
        }
        var needed = !setting.optional() && setting.shape() instanceof Scalar;
        return setting.defaultText().map(text -> "`" + text + "`").orElse(needed ? "**required**" : "none");
    }

    private static void line(StringBuilder rows, String key, String variable, String standard, String what) {
        rows.append("| `%s` | `%s` | %s | %s |\n".formatted(key, variable, standard, what.replace("|", "\\|")));
    }
}
