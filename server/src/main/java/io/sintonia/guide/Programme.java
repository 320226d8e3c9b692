package io.sintonia.guide;

import io.sintonia.formats.xmltv.Particulars;
import java.time.Instant;

/**
 * Something that is on.
 *
 * @param id ours, 1 to 2^31-1; no two programmes of a channel share one
 * @param start to the second
 * @param stop the first instant at which it is over, later than its start
 * @param title in one line, never empty
 * @param description empty if nothing is known
 * @param language of title and description, as ISO 639 has it; empty if unknown
 * @param particulars all else that the guide says, within bounds
 */
public record Programme(
        long id,
        Instant start,
        Instant stop,
        String title,
        String description,
        String language,
        Particulars particulars) {
    /** One of which no more is known. */
    public Programme(long id, Instant start, Instant stop, String title, String description, String language) {
        this(id, start, stop, title, description, language, Particulars.NONE);
    }

    /** Whether it is on at a moment. */
    public boolean isOnAt(Instant now) {
        return !now.isBefore(start) && now.isBefore(stop);
    }
}
