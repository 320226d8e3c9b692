package io.sintonia.config;

/**
 * One thing about the settings that an operator should look at.
 *
 * @param line where it stands in the file, from 1; 0 when it is the environment's or the whole file's
 * @param key the setting ({@code users[0].password}), the environment's variable, the file's name, or empty
 * @param value what was written there, shortened, {@code ***} for what is secret; empty where it says nothing
 * @param text what is to be said about the key, such as {@code is '60': expected a duration such as 30s or 15m}
 */
public record Problem(int line, String key, String value, String text) {
    /** As people read it: {@code line 7: live.window is '60': expected a duration such as 30s or 15m}. */
    @Override
    public String toString() {
        return (line > 0 ? "line " + line + ": " : "") + (key.isEmpty() ? "" : key + " ") + text;
    }
}
