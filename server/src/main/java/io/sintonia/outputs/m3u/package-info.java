/**
 * The account's channels as a playlist, in the forms that players and boxes take. The public door is
 * {@link io.sintonia.outputs.m3u.Playlists}. It is called on the virtual thread of a request; a list is rendered once per
 * lineup and kept, with marks where address and credentials go.
 */
@NullMarked
package io.sintonia.outputs.m3u;

import org.jspecify.annotations.NullMarked;
