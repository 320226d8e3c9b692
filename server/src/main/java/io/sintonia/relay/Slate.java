package io.sintonia.relay;

import java.util.Locale;

/** What viewers are shown in place of a picture. */
public enum Slate {
    /** The channel's first picture is on its way. */
    STARTING,
    /** No source of the channel delivers now. */
    UNAVAILABLE,
    /** All connections of the account are in use. */
    LIMIT,
    /** The account has expired. */
    EXPIRED;

    /** For logs, addresses and names of files. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where its clip lies on the class path. */
    String resource() {
        return "/slates/" + code() + ".ts";
    }
}
