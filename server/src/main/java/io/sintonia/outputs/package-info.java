/**
 * What players and people are served over HTTP. Its public doors here are {@link io.sintonia.outputs.ServerSettings} and what
 * the answers share: {@link io.sintonia.outputs.ShownChannel}, {@link io.sintonia.outputs.OneLine},
 * {@link io.sintonia.outputs.ShownFilm}, {@link io.sintonia.outputs.EntityTag}, {@link io.sintonia.outputs.KeptBody},
 * {@link io.sintonia.outputs.TooManyGuesses}, and {@link io.sintonia.outputs.RenderedAnswers} (lists rendered once into files, for
 * {@link io.sintonia.outputs.AnswersFolder}, {@link io.sintonia.outputs.Listing}, {@link io.sintonia.outputs.Offer}). Any thread may
 * use them; rendering has threads of its own.
 */
@NullMarked
package io.sintonia.outputs;

import org.jspecify.annotations.NullMarked;
