/**
 * HLS playlists (RFC 8216).
 *
 * <p>Doors: {@link io.sintonia.formats.hls.MediaPlaylist}.
 *
 * <p>Threads: values, no state.
 */
@NullMarked
package io.sintonia.formats.hls;

import org.jspecify.annotations.NullMarked;
