package io.sintonia.channellog;

/**
 * A place in the log where a decoder may start. A reader sends the preamble, then the segment's bytes from the offset on.
 *
 * @param segment the file that holds it
 * @param offset bytes from the segment's beginning, a multiple of 188
 * @param preamble PAT and PMT packets that belong before it; shared by all readers, never changed
 * @param nanos when it was appended, by the log's nanosecond clock
 */
public record EntryPoint(LogSegment segment, long offset, byte[] preamble, long nanos) {}
