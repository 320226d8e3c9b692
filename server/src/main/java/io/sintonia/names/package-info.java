/**
 * Channel names as lists and guides write them, and which of two mean one channel.
 *
 * <p>Doors: {@link io.sintonia.names.ChannelName} (what a name says: words, numbers, country, quality, time shift, feed, call
 * sign), {@link io.sintonia.names.Country} (labels of groups and lists), {@link io.sintonia.names.Named} (a thing with names and
 * ids), {@link io.sintonia.names.Match} with {@link io.sintonia.names.Purpose} and {@link io.sintonia.names.Verdict} (how sure,
 * and why), {@link io.sintonia.names.NameIndex} (what is worth comparing), {@link io.sintonia.names.Picture} and {@link
 * io.sintonia.names.Feed}. docs/decisions/0026-names.md says why so.
 *
 * <p>Everything but the index is immutable and pure, so any thread may use it; an index belongs to one thread at a time.
 */
@NullMarked
package io.sintonia.names;

import org.jspecify.annotations.NullMarked;
