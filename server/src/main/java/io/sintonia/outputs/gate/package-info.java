/**
 * The one gate every player passes: who asks, may they play now, do they see this, from here, in this form, within the limit.
 *
 * <p>Doors: {@link io.sintonia.outputs.gate.Gate}, {@link io.sintonia.outputs.gate.Entry},
 * {@link io.sintonia.outputs.gate.Refusals}.
 *
 * <p>Threads: called on the virtual thread of a request.
 */
@NullMarked
package io.sintonia.outputs.gate;

import org.jspecify.annotations.NullMarked;
