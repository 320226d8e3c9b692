/** Tests of this room. No door; one thread. */
@NullMarked
package io.sintonia.formats.xmltv;

import org.jspecify.annotations.NullMarked;
