/**
 * How players' requests come in and answers go out: a Netty handler before the framework's own, on the same port.
 *
 * <p>Doors: {@link io.sintonia.outputs.wire.PlayerPort} (hangs the handler in), {@link io.sintonia.outputs.wire.PlayerSite}
 * (what answers), {@link io.sintonia.outputs.wire.PlayerRequest}, {@link io.sintonia.outputs.wire.Answer},
 * {@link io.sintonia.outputs.wire.SplicedWriter} with {@link io.sintonia.outputs.wire.SplicedText} (texts with a reader's own words).
 *
 * <p>Threads: a connection lives on its event loop; every request is answered on a virtual thread of its own, one after
 * another per connection.
 */
@NullMarked
package io.sintonia.outputs.wire;

import org.jspecify.annotations.NullMarked;
