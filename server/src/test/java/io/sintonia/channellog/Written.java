package io.sintonia.channellog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A log with its pump and its clock: what tests append, and remember to have appended. */
final class Written {
    static final int PACKET = 188;
    static final long SECOND = 90_000;
    static final LogLimits LIMITS = LogLimits.of(Duration.ofSeconds(20), Duration.ofSeconds(2));

    private final FakeClock time;
    private final ChannelLog log;
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private int packets;

    Written(SegmentStore store, LogLimits limits, FakeClock time) {
        this(new ChannelLog("7", ChannelLog.Beginning.at(100), store, limits, time.clock()), time);
    }

    Written(ChannelLog log, FakeClock time) {
        this.log = log;
        this.time = time;
    }

    ChannelLog log() {
        return log;
    }

    /** Everything appended so far. */
    byte[] bytes() {
        return all.toByteArray();
    }

    /** An entry at a time of the stream, with a preamble that names it. */
    Written enter(long clock) throws IOException {
        log.enter(new EntryMark(preamble(clock), clock));
        return this;
    }

    /** What {@link #enter} says belongs before an entry. */
    static byte[] preamble(long clock) {
        byte[] preamble = new byte[2 * PACKET];
        ByteBuffer.wrap(preamble).putLong(clock);
        return preamble;
    }

    /** Appends packets of which no two are alike. */
    Written append(int count) throws IOException {
        byte[] bytes = new byte[count * PACKET];
        for (int at = 0; at < bytes.length; at += PACKET) {
            ByteBuffer.wrap(bytes, at, PACKET).put((byte) 0x47).putInt(packets++);
        }
        all.writeBytes(bytes);
        log.append(ByteBuffer.wrap(bytes));
        return this;
    }

    Written publish() {
        log.publish();
        return this;
    }

    Written pass(Duration duration) {
        time.advance(duration);
        return this;
    }

    /** Two seconds of stream in two seconds: an entry and some packets, published. */
    Written group(long clock, int count) throws IOException {
        enter(clock).append(count).publish();
        return pass(Duration.ofSeconds(2));
    }

    /** Groups one after the other, of ten packets each. */
    Written groups(int count) throws IOException {
        for (long i = 0; i < count; i++) {
            group(i * (2 * SECOND), 10);
        }
        return this;
    }

    List<Long> numbers() {
        return log.window().stream().map(LogSegment::sequence).toList();
    }

    List<Duration> durations() {
        return log.window().stream().map(LogSegment::duration).toList();
    }

    byte[] lastPackets(int count) {
        byte[] everything = bytes();
        return Arrays.copyOfRange(everything, everything.length - Math.multiplyExact(count, PACKET), everything.length);
    }

    /** Reads what a cursor finds until it finds nothing more. */
    static Found readAll(LogCursor cursor) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (true) {
            LogRead found = cursor.next(7 * PACKET);
            if (!(found instanceof LogRead.Bytes(LogSegment segment, long offset, int length))) {
                return new Found(read.toByteArray(), found);
            }
            read.writeBytes(bytesOf(segment, offset, length));
        }
    }

    static byte[] bytesOf(LogSegment segment, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && segment.file().read(bytes, offset + bytes.position()) >= 0) {
            // a channel may give less than asked for
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Bytes, and what came in place of more. */
    record Found(byte[] bytes, LogRead then) {}
}
