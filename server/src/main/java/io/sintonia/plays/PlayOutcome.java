package io.sintonia.plays;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a play ended, or that it goes on. */
public enum PlayOutcome {
    /** It goes on. */
    PLAYING("plays now"),
    /** The viewer closed the connection, or asks for its playlist no more. */
    VIEWER_LEFT("viewer left"),
    /** The seat was taken away: by a newer session, or because the account may no longer play. */
    EVICTED("the seat was given to another, or the account may no longer play"),
    /** The operator ended it. */
    DISMISSED("dismissed by the operator"),
    /** The channel ended under it. */
    CHANNEL_ENDED("the channel ended"),
    /** The viewer read nothing for too long. */
    STALLED("the viewer read nothing for too long"),
    /** The gate said no; the reason is its code. */
    REFUSED("refused"),
    /** It was admitted, but the channel gave no picture. */
    NO_PICTURE("the channel gave no picture"),
    /** The server was stopped. */
    SERVER_STOPPED("the server was stopped"),
    /** The server was killed while it played; when the viewer left is not known. */
    LOST("the server was killed");

    private final String text;

    PlayOutcome(String text) {
        this.text = text;
    }

    /** For programs: lower case, words joined by underscores. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    public String text() {
        return text;
    }

    /** The outcome of a code; any case. */
    public static Optional<PlayOutcome> of(String code) {
        return Stream.of(values())
                .filter(outcome -> outcome.code().equalsIgnoreCase(code))
                .findFirst();
    }
}
