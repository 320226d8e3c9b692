package io.sintonia.plays;

import java.util.Optional;

/**
 * Which plays are wanted; an empty field wants all.
 *
 * @param user the account's name, exactly
 * @param channel its id
 */
public record PlayFilter(Optional<String> user, Optional<Long> channel, Optional<PlayOutcome> outcome) {
    /** All of them. */
    public static final PlayFilter ALL = new PlayFilter(Optional.empty(), Optional.empty(), Optional.empty());
}
