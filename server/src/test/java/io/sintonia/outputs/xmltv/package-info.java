/** Tests of this room. No door; one thread. */
@NullMarked
package io.sintonia.outputs.xmltv;

import org.jspecify.annotations.NullMarked;
