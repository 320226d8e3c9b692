package io.sintonia.guide;

import io.sintonia.catalogue.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells what is on. Any thread may ask; answers come from memory or from one quick query. */
public interface Guide {
    /** The id under which the guide knows a channel; empty if it does not. */
    Optional<String> guideIdOf(Channel channel);

    /**
     * The programmes of a channel that overlap a window, in order of their start.
     *
     * @param to the first instant that is not asked for
     */
    List<Programme> programmes(Channel channel, Instant from, Instant to);

    /** Names what the guide holds; changes whenever that does, but not with time alone. Kept answers carry it. */
    default String version() {
        return "";
    }
}
