/**
 * What is on, now and later. Its public doors are {@link io.sintonia.guide.Guide} with {@link io.sintonia.guide.Programme},
 * {@link io.sintonia.guide.GeneratedGuide} and {@link io.sintonia.guide.GuideSettings}. Everything here is immutable or
 * stateless, so any thread may use it.
 */
@NullMarked
package io.sintonia.guide;

import org.jspecify.annotations.NullMarked;
