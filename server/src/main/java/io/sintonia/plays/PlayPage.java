package io.sintonia.plays;

import java.util.List;

/**
 * Some of the plays that were asked for.
 *
 * @param plays newest first
 * @param total how many there are on all pages
 */
public record PlayPage(List<Played> plays, long total) {
    public PlayPage {
        plays = List.copyOf(plays);
    }
}
