/**
 * Brings bytes from elsewhere: whole lists and guides under limits of size and time, and live streams that never end.
 * Its doors are {@link io.sintonia.fetch.Fetcher} (to a temporary file) and {@link io.sintonia.fetch.LiveOpener} (to a
 * {@link io.sintonia.fetch.LiveStream}), with {@link io.sintonia.fetch.Access} and {@link io.sintonia.fetch.AddressPolicy} for how and where
 * to ask, and {@link io.sintonia.fetch.Addresses} for showing an address to people. All of it blocks and is meant for virtual threads: both
 * doors may be used by any number of threads, a download or a stream belongs to one thread, and a stream may be closed from any other.
 */
@NullMarked
package io.sintonia.fetch;

import org.jspecify.annotations.NullMarked;
