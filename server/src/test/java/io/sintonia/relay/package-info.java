/**
 * The relay's upstreams against real sockets on loopback and a real ffmpeg.
 *
 * <p>No door. Threads are virtual and end with their test.
 */
@NullMarked
package io.sintonia.relay;

import org.jspecify.annotations.NullMarked;
