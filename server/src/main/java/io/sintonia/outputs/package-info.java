/**
 * What players and people are served over HTTP. Its public doors here are {@link io.sintonia.outputs.ServerSettings} and what
 * the answers share: {@link io.sintonia.outputs.ShownChannel}, {@link io.sintonia.outputs.OneLine},
 * {@link io.sintonia.outputs.EntityTag}, {@link io.sintonia.outputs.KeptBody},
 * {@link io.sintonia.outputs.TooManyGuesses}. All of it is immutable, so any thread may use
 * it.
 */
@NullMarked
package io.sintonia.outputs;

import org.jspecify.annotations.NullMarked;
