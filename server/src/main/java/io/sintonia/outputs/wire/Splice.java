package io.sintonia.outputs.wire;

import java.nio.charset.StandardCharsets;

/**
 * The words that differ from reader to reader in a text that is otherwise the same.
 *
 * @param base addresses begin with it
 * @param username as it stands in addresses, encoded
 * @param password likewise
 */
public record Splice(String base, String username, String password) {
    /** What stands for a mark, in UTF-8. */
    byte[] word(Mark mark) {
        String word = switch (mark) {
            case BASE -> base;
            case USERNAME -> username;
            case PASSWORD -> password;
            case LIVE -> path("/live/");
            case MOVIE -> path("/movie/");
            case SERIES -> path("/series/");
        };
        return word.getBytes(StandardCharsets.UTF_8);
    }

    private String path(String kind) {
        return base + kind + username + "/" + password + "/";
    }

    /** Says nothing of credentials. */
    @Override
    public String toString() {
        return "the words of a reader at " + base;
    }
}
