/** Tests of this room. No door; one thread. */
@NullMarked
package io.sintonia.outputs.xtream;

import org.jspecify.annotations.NullMarked;
