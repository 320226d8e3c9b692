package io.sintonia.config;

import java.util.Locale;

/**
 * Where a setting stands.
 *
 * @param line in the file, from 1; 0 in the environment
 * @param path the setting's name from the root: {@code users[0].password}; empty for the root
 */
record Place(int line, String path) {
    static final String PREFIX = "SINTONIA_";

    /** The place of a setting inside this section; the line is that of the section until a better one is known. */
    Place child(String key) {
        return child(line, key);
    }

    Place child(int childLine, String key) {
        return new Place(childLine, path.isEmpty() ? key : path + "." + key);
    }

    Place element(int elementLine, int index) {
        return new Place(elementLine, path + "[" + index + "]");
    }

    /** The name under which people find it: the path, or the environment's variable. */
    String shown() {
        return line > 0 ? path : variable(path);
    }

    /** {@code users[0].max-connections} as {@code SINTONIA_USERS_0_MAX_CONNECTIONS}. */
    static String variable(String path) {
        return PREFIX
                + path.replace("[", "_")
                        .replace("]", "")
                        .replace('.', '_')
                        .replace('-', '_')
                        .toUpperCase(Locale.ROOT);
    }

    /** A problem of this place that shows no value. */
    Problem problem(String text) {
        return new Problem(line, shown(), "", text);
    }

    /** A problem with a value that may be shown. */
    Problem problem(String value, String expectation) {
        return new Problem(line, shown(), value, "is '" + value + "': expected " + expectation);
    }
}
