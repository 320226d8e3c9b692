package io.sintonia.config;

/**
 * What this program calls itself.
 *
 * @param version its version
 */
public record ProgramName(String version) {
    /** The User-Agent sent where no other is asked for. */
    public String agent() {
        return "Sintonia/" + version;
    }
}
