/** Tests of reading what panels answer. */
@NullMarked
package io.sintonia.formats.xtream;

import org.jspecify.annotations.NullMarked;
