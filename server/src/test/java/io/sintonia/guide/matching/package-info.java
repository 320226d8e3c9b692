/** Tests of this room. No door; one thread. */
@NullMarked
package io.sintonia.guide.matching;

import org.jspecify.annotations.NullMarked;
