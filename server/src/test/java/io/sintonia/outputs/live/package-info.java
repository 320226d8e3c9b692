/** Tests of the room. */
@NullMarked
package io.sintonia.outputs.live;

import org.jspecify.annotations.NullMarked;
