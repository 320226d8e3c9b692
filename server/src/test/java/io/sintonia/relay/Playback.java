package io.sintonia.relay;

import io.sintonia.channellog.LogCursor;
import io.sintonia.channellog.LogRead;
import io.sintonia.channellog.LogSegment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** A viewer that keeps everything it was sent, without preambles. */
final class Playback implements AutoCloseable {
    private final LogCursor cursor;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private boolean beginsAnew;
    private String ended = "";

    Playback(Viewing viewing) {
        cursor = viewing.log().cursor();
        cursor.skipToNewestEntry();
    }

    /** Reads what there is and answers everything so far. */
    byte[] read() {
        while (ended.isEmpty()) {
            switch (cursor.next(10 * 188)) {
                case LogRead.Bytes(LogSegment segment, long offset, int length) -> {
                    beginsAnew |= segment.beginsAnew();
                    take(segment, offset, length);
                }
                case LogRead.NothingYet _ -> {
                    return seen.toByteArray();
                }
                case LogRead.FellBehind _ -> throw new AssertionError("fell behind");
                case LogRead.Ended(String why) -> ended = why.isEmpty() ? "no reason" : why;
            }
        }
        return seen.toByteArray();
    }

    private void take(LogSegment segment, long offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try {
            while (bytes.hasRemaining()) {
                if (segment.file().read(bytes, offset + bytes.position()) < 0) {
                    throw new AssertionError("the file is shorter than was published");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        seen.writeBytes(bytes.array());
    }

    boolean sawABreak() {
        return beginsAnew;
    }

    /** Why the log ended; empty while it goes on. */
    String ended() {
        return ended;
    }

    @Override
    public void close() {
        cursor.close();
    }
}
