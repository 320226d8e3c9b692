package io.sintonia.config;

import io.sintonia.config.Shape.Entries;
import io.sintonia.config.Shape.Group;
import io.sintonia.config.Shape.Listing;
import io.sintonia.config.Shape.Scalar;

/** A complete configuration file with a comment on every setting: examples where there are some, else the defaults. */
final class SettingsExample {
    private static final String INDENT = "  ";

    private SettingsExample() {}

    static String yaml(Group root) {
        var yaml = new StringBuilder();
        section(yaml, root, "", "");
        return yaml.toString();
    }

    /** The settings of a section; the first one of a list's element bears the dash. */
    private static void section(StringBuilder yaml, Group group, String indent, String dash) {
        var outer = indent.substring(dash.length());
        var first = true;
        for (var setting : group.settings()) {
            var blank = first ? outer : indent;
            setting.about()
                    .ifPresent(about ->
                            yaml.append(blank).append("# ").append(about).append('\n'));
            yaml.append(blank).append(first ? dash : "").append(setting.key()).append(':');
            first = false;
            switch (setting.shape()) {
                case Group inner -> {
                    comment(yaml, inner);
                    section(yaml, inner, indent + INDENT, "");
                }
                case Listing(Group inner)
                when setting.example().isEmpty() -> {
                    comment(yaml, inner);
                    section(yaml, inner, indent + INDENT + INDENT, "- ");
                }
                case Scalar _, Listing _, Entries _ ->
                    yaml.append(' ').append(value(setting)).append('\n');
            }
        }
    }

    private static void comment(StringBuilder yaml, Group group) {
        var about = group.type().getAnnotation(About.class);
        yaml.append(about == null ? "\n" : " # " + about.value() + "\n");
    }

    private static String value(Setting setting) {
        return setting.example()
                .or(setting::defaultText)
                .orElseThrow(() -> new IllegalStateException(setting.component() + " needs an @Example or a @Default"));
    }
}
