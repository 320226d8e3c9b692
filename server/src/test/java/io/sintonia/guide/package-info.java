/** Tests of this room. No door; one thread. */
@NullMarked
package io.sintonia.guide;

import org.jspecify.annotations.NullMarked;
