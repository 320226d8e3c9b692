/**
 * HLS playlists (RFC 8216), written for players and read from sources.
 *
 * <p>Doors: {@link io.sintonia.formats.hls.MediaPlaylist} (ours), {@link io.sintonia.formats.hls.HlsPlaylist} (anybody's) and
 * {@link io.sintonia.formats.hls.HlsAddress} (how addresses in them are resolved).
 *
 * <p>Threads: values, no state.
 */
@NullMarked
package io.sintonia.formats.hls;

import org.jspecify.annotations.NullMarked;
