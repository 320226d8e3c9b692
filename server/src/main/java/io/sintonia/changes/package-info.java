/**
 * What has been committed, told to whoever subscribed.
 *
 * <p>Doors: {@link io.sintonia.changes.ChangeFeed}, {@link io.sintonia.changes.Change}.
 *
 * <p>Threads: subscribers run on the teller's thread, after its commit and outside of any lock.
 */
@NullMarked
package io.sintonia.changes;

import org.jspecify.annotations.NullMarked;
