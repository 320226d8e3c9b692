/** Tests of this room. No door; one thread. */
@NullMarked
package io.sintonia.outputs.hls;

import org.jspecify.annotations.NullMarked;
