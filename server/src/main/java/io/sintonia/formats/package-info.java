/**
 * What the readers of all foreign formats share: how they speak of odd input.
 * The doors are {@link io.sintonia.formats.Remark} and {@link io.sintonia.formats.Redacted}.
 * Everything here is immutable or stateless, so any thread may use it.
 */
@NullMarked
package io.sintonia.formats;

import org.jspecify.annotations.NullMarked;
