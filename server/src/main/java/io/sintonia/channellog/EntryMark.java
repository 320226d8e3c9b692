package io.sintonia.channellog;

/**
 * What the owner of a log says of the byte it appends next: a decoder may start here.
 *
 * @param preamble the stream's PAT and PMT packets as they were on the wire, to be sent before the entry; whole packets
 * @param clock the entry's presentation time in 90 kHz ticks, unwrapped, growing while the stream's clock is whole
 */
public record EntryMark(byte[] preamble, long clock) {}
