package io.sintonia.config;

import io.sintonia.config.Shape.Entries;
import io.sintonia.config.Shape.Group;
import io.sintonia.config.Shape.Listing;
import io.sintonia.config.Shape.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which names settings have, in the file and in the environment. */
final class Names {
    private Names() {}

    /** The keys that may stand in a section. */
    static List<String> keys(Group group) {
        return group.settings().stream()
                .flatMap(setting ->
                        setting.secret() ? Stream.of(setting.key(), setting.fileKey()) : Stream.of(setting.key()))
                .toList();
    }

    /** Paths of all single values outside lists: {@code server.port}. */
    static List<String> paths(Group root) {
        var paths = new ArrayList<String>();
        collect(root, "", false, paths);
        return paths;
    }

    /** All variables of the environment, elements of lists as the first of them: {@code SINTONIA_USERS_0_USERNAME}. */
    static List<String> variables(Group root) {
        var paths = new ArrayList<String>();
        collect(root, "", true, paths);
        return paths.stream().map(Place::variable).toList();
    }

    private static void collect(Group group, String prefix, boolean lists, List<String> paths) {
        for (var setting : group.settings()) {
            var path = prefix + setting.key();
            switch (setting.shape()) {
                case Scalar _ -> {
                    paths.add(path);
                    if (setting.secret()) {
                        paths.add(path + Setting.FILE);
                    }
                }
                case Group inner -> collect(inner, path + ".", lists, paths);
                case Listing(Group inner) when lists -> collect(inner, path + "[0].", true, paths);
                case Listing(var element) when element instanceof Scalar -> paths.add(path);
                case Listing _, Entries _ -> {}
            }
        }
    }

    /** Says that a key is no setting, and which one was probably meant: of this section, else of another one. */
    static String unknown(Group group, String path, String key, Group root) {
        var here = keys(group);
        var prefix = path.substring(0, path.length() - key.length());
        var near = NearestName.of(key, here).map(name -> prefix + name).or(() -> elsewhere(key, root));
        return "is not a setting"
                + near.map(name -> "; did you mean " + name + "?")
                        .orElse("; settings here: " + String.join(", ", here));
    }

    private static Optional<String> elsewhere(String key, Group root) {
        return paths(root).stream().filter(path -> path.endsWith("." + key)).findFirst();
    }
}
