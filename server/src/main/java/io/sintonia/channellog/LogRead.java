package io.sintonia.channellog;

/** What a reader finds at its place in the log. */
public sealed interface LogRead {
    /**
     * Bytes to send. The cursor has moved past them and keeps the segment open only until its next call, so whoever
     * sends them later retains the segment first.
     */
    record Bytes(LogSegment segment, long offset, int length) implements LogRead {}

    /** The reader has read everything that is published. */
    record NothingYet() implements LogRead {}

    /** What comes next for this reader is gone: it is to go on at the newest entry point. */
    record FellBehind() implements LogRead {}

    /** The log is over and read to its end. */
    record Ended(String why) implements LogRead {}
}
