/**
 * What became of each player's wish for a live channel: a timeline from the request to the end, kept for a week.
 *
 * <p>Doors: {@link io.sintonia.plays.Plays} (begins plays and finds them again), {@link io.sintonia.plays.Play} (one viewer's,
 * while it goes on), {@link io.sintonia.plays.Played} (as it is read), {@link io.sintonia.plays.PlayEvent},
 * {@link io.sintonia.plays.PlayOutcome}, {@link io.sintonia.plays.PlayFilter}, {@link io.sintonia.plays.PlayPage}.
 *
 * <p>Threads: a play may be told from any thread, event loops too, and never blocks; one virtual thread writes what has
 * changed every two seconds; reading blocks.
 */
@NullMarked
package io.sintonia.plays;

import org.jspecify.annotations.NullMarked;
