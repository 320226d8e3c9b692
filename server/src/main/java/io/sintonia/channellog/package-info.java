/**
 * A live channel as a log: whole transport packets appended to segment files, read by any number of readers at their own pace.
 *
 * <p>Doors: {@link io.sintonia.channellog.SegmentStore} (where the files lie, and how much they may take together),
 * {@link io.sintonia.channellog.ChannelLog} (append), {@link io.sintonia.channellog.LogCursor} (a reader's place),
 * {@link io.sintonia.channellog.LogSegment} (one file), {@link io.sintonia.channellog.EntryPoint} (where a decoder may start).
 *
 * <p>Threads: one owner appends; readers never block it and it never waits for them. docs/channel-log.md tells why.
 */
@NullMarked
package io.sintonia.channellog;

import org.jspecify.annotations.NullMarked;
