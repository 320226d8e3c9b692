/**
 * Streams built packet by packet, and the shared media files where they are there. {@code TsBuilder} is the grammar the
 * tests are written in; {@code Inspection} is the caller of the analyser as the relay is one.
 *
 * <p>No door. Single-threaded; ffmpeg and ffprobe are run as processes.
 */
@NullMarked
package io.sintonia.formats.mpegts;

import org.jspecify.annotations.NullMarked;
