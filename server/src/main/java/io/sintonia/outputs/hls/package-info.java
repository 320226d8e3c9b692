/**
 * Live channels as HLS: a playlist for each viewer, segments that are the same for all.
 *
 * <p>Doors: {@link io.sintonia.outputs.hls.HlsAnswers}.
 *
 * <p>Threads: requests on their virtual threads; viewers that ask no more are swept out by a timer.
 */
@NullMarked
package io.sintonia.outputs.hls;

import org.jspecify.annotations.NullMarked;
