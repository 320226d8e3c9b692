/** Tests of this room. No door; one thread. */
@NullMarked
package io.sintonia.outputs.m3u;

import org.jspecify.annotations.NullMarked;
