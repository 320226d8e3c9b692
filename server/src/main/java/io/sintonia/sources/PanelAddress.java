package io.sintonia.sources;

import io.sintonia.config.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where an Xtream panel is and who asks: makes the addresses of its API and its streams. Pure.
 *
 * @param base without a slash at its end; a sub-path is kept
 */
record PanelAddress(String base, String username, Secret password) {
    /** The panel of a source: what people paste may end in one of the panel's own pages. */
    static PanelAddress of(Source source) {
        String address = source.location().strip().replaceFirst("[?#].*$", "");
        String base =
                address.replaceFirst("(?i)/+(?:get\\.php|player_api\\.php|panel_api\\.php|xmltv\\.php|c)?/*$", "");
        Optional<Secret> password = source.options().password();
        return new PanelAddress(base, source.options().username().orElse(""), password.orElse(Secret.of("")));
    }

    /** The login, which every action extends. */
    String login() {
        return base + "/player_api.php?username=" + escaped(username) + "&password=" + escaped(password.reveal());
    }

    String action(String name) {
        return login() + "&action=" + name;
    }

    /** {@code /live/u/p/1.ts} and its relatives. */
    String stream(String shelf, String id, String extension) {
        return base + "/" + shelf + "/" + escaped(username) + "/" + escaped(password.reveal()) + "/" + id + "."
                + extension;
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Says nothing of the account. */
    @Override
    public String toString() {
        return "panel";
    }
}
