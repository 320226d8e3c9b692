/** Tests of this room. No door; one thread. */
@NullMarked
package io.sintonia.curation.matching;

import org.jspecify.annotations.NullMarked;
