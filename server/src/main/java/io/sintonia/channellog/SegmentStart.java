package io.sintonia.channellog;

import java.time.Instant;

/**
 * How a segment begins.
 *
 * @param preamble PAT and PMT that belong before its first byte
 * @param clock presentation time of its first entry, 90 kHz ticks
 * @param beginsAnew whether the clock or the contents break off before it
 * @param breaksBefore how many such breaks lie before that
 * @param arrived when its first byte arrived
 * @param nanos the same moment by the nanosecond clock
 */
record SegmentStart(byte[] preamble, long clock, boolean beginsAnew, long breaksBefore, Instant arrived, long nanos) {}
