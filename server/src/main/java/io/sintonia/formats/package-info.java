/**
 * What the readers of all foreign formats share: how they speak of odd input, and wide charsets told as UTF-8.
 * The doors are {@link io.sintonia.formats.Remark}, {@link io.sintonia.formats.Redacted} and
 * {@link io.sintonia.formats.Transcoded}.
 * The first two are immutable or stateless, so any thread may use them; a stream belongs to its reader.
 */
@NullMarked
package io.sintonia.formats;

import org.jspecify.annotations.NullMarked;
