/**
 * Which addresses still play: looked at now and then while nobody watches, and remembered. It never hides a channel.
 *
 * <p>Doors: {@link io.sintonia.checks.Checks}, {@link io.sintonia.checks.Checked}, {@link io.sintonia.checks.CheckRows},
 * {@link io.sintonia.checks.CheckSettings}.
 *
 * <p>Threads: one virtual thread checks one address after the other; a check that somebody asks for runs on the asker's.
 */
@NullMarked
package io.sintonia.checks;

import org.jspecify.annotations.NullMarked;
