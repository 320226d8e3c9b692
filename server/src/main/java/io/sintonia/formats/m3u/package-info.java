/**
 * Reads and writes channel lists (M3U, and the TXT lists offered under that name) as a stream, however odd they are.
 * The doors are {@link io.sintonia.formats.m3u.ListKind}, {@link io.sintonia.formats.m3u.M3uReader} with its
 * {@link io.sintonia.formats.m3u.M3uOptions}, {@link io.sintonia.formats.m3u.M3uEntry} and what it holds,
 * {@link io.sintonia.formats.m3u.EntryKey} and {@link io.sintonia.formats.m3u.M3uWriter}.
 * A reader or writer belongs to one thread at a time; every value they hand out is immutable and may be shared.
 */
@NullMarked
package io.sintonia.formats.m3u;

import org.jspecify.annotations.NullMarked;
