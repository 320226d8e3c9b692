package io.sintonia.plays;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One entry of a play's timeline.
 *
 * @param after since the request, by a clock that nobody sets; never negative
 * @param source the upstream's name; empty where there is none
 * @param text for people, without addresses' credentials; may be empty
 */
public record PlayEvent(Duration after, Kind kind, String source, String text) {
    /** What can happen. */
    public enum Kind {
        REQUESTED,
        ADMITTED,
        REFUSED,
        /** An upstream is asked; the text says which of how many. */
        TRIED,
        /** It has answered. */
        CONNECTED,
        /** Its first byte is here. */
        FIRST_BYTE,
        /** A decoder could start. */
        ENTRY_POINT,
        /** The first byte went to the viewer. */
        JOINED,
        /** The viewer was moved forward, since it read too slowly. */
        SKIPPED,
        /** An upstream gave nothing, or gave up; the text says why. */
        FAILED,
        /** After a failure there is a picture again, for a viewer who had one before. */
        FAILED_OVER,
        /** The viewer reads nothing any more. */
        STALLED,
        ENDED;

        /** For programs: lower case, words joined by underscores. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String code) {
            return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
        }
    }
}
