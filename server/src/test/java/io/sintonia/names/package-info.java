/** Tests of this room. No door but {@code PairTable}; one thread. */
@NullMarked
package io.sintonia.names;

import org.jspecify.annotations.NullMarked;
