/**
 * Live channels as endless transport streams.
 *
 * <p>Doors: {@link io.sintonia.outputs.live.Entrance}, {@link io.sintonia.outputs.live.LiveAnswers},
 * {@link io.sintonia.outputs.live.ViewerTicks}, {@link io.sintonia.outputs.live.SlateHall} (refused players who are shown
 * why).
 *
 * <p>Threads: admission and the wait for a picture on the request's virtual thread; after that each viewer lives on its
 * connection's event loop, one region of a segment in flight at a time.
 */
@NullMarked
package io.sintonia.outputs.live;

import org.jspecify.annotations.NullMarked;
