/**
 * The database: one writer, many readers, and the key that seals what must not lie in it in the clear.
 *
 * <p>Doors: {@link io.sintonia.storage.Database}, {@link io.sintonia.storage.IdSpace}, {@link io.sintonia.storage.Seal},
 * {@link io.sintonia.storage.DataDirectory}, {@link io.sintonia.storage.DataSettings}.
 *
 * <p>Threads: every method blocks and may be called from any virtual thread; writes wait for one another.
 */
@NullMarked
package io.sintonia.storage;

import org.jspecify.annotations.NullMarked;
