package io.sintonia.curation;

import java.time.Instant;
import java.util.Optional;

/**
 * One entry of the journal.
 *
 * @param actor who: an administrator's name, or {@code import}
 * @param kind {@code channels}, {@code categories}, {@code merge}, {@code split}, {@code rules}, {@code import} or {@code undo}
 * @param summary for people
 * @param undoable whether it can be undone at all
 * @param undone when it was undone
 */
public record Edit(
        long id, Instant at, String actor, String kind, String summary, boolean undoable, Optional<Instant> undone) {}
