/**
 * The demo source, played faster than it lasts: {@code FakeClock} carries the time forward as it is waited for, and
 * {@code Recording} reads an opening until a moment.
 *
 * <p>No door. Single-threaded but for the tests of closing; ffmpeg is run as a process.
 */
@NullMarked
package io.sintonia.demo;

import org.jspecify.annotations.NullMarked;
