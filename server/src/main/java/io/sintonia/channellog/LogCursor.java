package io.sintonia.channellog;

import org.jspecify.annotations.Nullable;

/**
 * A reader's place in a channel's log. It never blocks the log's owner, and the owner never waits for it.
 *
 * <p>Used by one thread at a time (a viewer's event loop). It holds a reference to the segment it stands in, so it must
 * be closed; closing twice is fine.
 */
public final class LogCursor implements AutoCloseable {
    private final ChannelLog log;
    private @Nullable LogSegment segment;
    private long offset;

    LogCursor(ChannelLog log) {
        this.log = log;
    }

    /**
     * Takes the next bytes and moves past them.
     *
     * @param most bytes at the most; a multiple of 188 keeps sends on packet borders
     */
    public LogRead next(int most) {
        for (LogSegment here = segment; here != null; here = segment) {
            // completeness first: once a segment is complete its length is final
            boolean complete = here.isComplete();
            long there = here.length();
            if (offset < there) {
                long at = offset;
                int length = (int) Math.min(most, there - at);
                offset += length;
                return new LogRead.Bytes(here, at, length);
            }
            if (!complete) {
                return new LogRead.NothingYet();
            }
            LogSegment follower = here.next();
            if (follower == null) {
                return new LogRead.Ended(log.endedBecause());
            }
            if (!follower.tryRetain()) {
                return nowhere();
            }
            here.release();
            segment = follower;
            offset = 0;
        }
        return nowhere();
    }

    private LogRead nowhere() {
        return log.isEnded() ? new LogRead.Ended(log.endedBecause()) : new LogRead.FellBehind();
    }

    /**
     * Moves to the newest entry point.
     *
     * @return the preamble to send before going on, empty if the log has no entry point to offer (yet, or any more)
     */
    public byte[] skipToNewestEntry() {
        while (true) {
            EntryPoint entry = log.newestEntry();
            if (entry == null) {
                return new byte[0];
            }
            if (entry.segment().tryRetain()) {
                LogSegment old = segment;
                segment = entry.segment();
                offset = entry.offset();
                if (old != null) {
                    old.release();
                }
                return entry.preamble();
            }
            // dropped between the look and the grasp: the log has a newer one, or has ended
            if (log.isEnded() || entry.equals(log.newestEntry())) {
                return new byte[0];
            }
        }
    }

    @Override
    public void close() {
        LogSegment old = segment;
        segment = null;
        if (old != null) {
            old.release();
        }
    }
}
