/**
 * Reads what Xtream panels answer to {@code player_api.php}: the account, categories, and rows of channels, films and series, as odd as
 * panels are. Its doors are {@link io.sintonia.formats.xtream.PanelAnswer}, {@link io.sintonia.formats.xtream.PanelAccount},
 * {@link io.sintonia.formats.xtream.PanelCategories} and {@link io.sintonia.formats.xtream.PanelRow}. Pure: everything streams on the
 * caller's thread, one row in memory at a time, and what is odd becomes a word about it, never an exception.
 */
@NullMarked
package io.sintonia.formats.xtream;

import org.jspecify.annotations.NullMarked;
