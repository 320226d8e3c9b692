package io.sintonia.channellog;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One writer and fifty readers at full speed: whatever they are given is what was written, in order, without a gap. */
class ManyReadersTest {
    private static final int READERS = 50;
    private static final int PACKET = 188;
    private static final int PIECE = 20;
    /** Twenty seconds of a stream of 20 Mbit/s. */
    private static final int PACKETS = 260_000;

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private static final int PACKETS_A_SECOND = PACKETS / 20;

    @TempDir
    Path directory;

    private final CountDownLatch caughtUp = new CountDownLatch(READERS);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();

    @GuardedBy("lock")
    private long publications;

    @Test
    void fiftyReadersReadExactlyWhatOneWriterWrites()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        FakeClock time = new FakeClock();
        // a window far smaller than the stream, so that readers do fall behind
        LogLimits limits = new LogLimits(Duration.ofSeconds(6), Duration.ofSeconds(1), Duration.ofSeconds(5), 4 << 20);
        SegmentStore store = SegmentStore.open(directory, 40L << 20);
        ChannelLog log = new ChannelLog("1", ChannelLog.Beginning.at(1), store, limits, time.clock());
        log.addListener(this::wake);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reader>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                Reader reader = new Reader(log, 1 + i * 7);
                readers.add(threads.submit(reader::readToTheEnd));
            }
            write(log, time);
            assertThat(caughtUp.await(60, TimeUnit.SECONDS))
                    .as("all readers have caught up")
                    .isTrue();
            log.end("over");
            for (Future<Reader> reader : readers) {
                Reader done = reader.get(60, TimeUnit.SECONDS);
                assertThat(done.wrong).isEmpty();
                assertThat(done.next).as("the last packet").isEqualTo(PACKETS);
            }
        }
        assertThat(OpenFiles.below(directory)).isZero();
        assertThat(store.takenBytes()).isZero();
    }

    private static void write(ChannelLog log, FakeClock time) throws IOException {
        byte[] piece = new byte[PIECE * PACKET];
        for (int packet = 0; packet < PACKETS; packet += PIECE) {
            for (int i = 0; i < PIECE; i++) {
                ByteBuffer.wrap(piece, i * PACKET, PACKET)
                        .putInt(packet + i)
                        .position((i + 1) * PACKET - 4)
                        .putInt(packet + i);
            }
            if (packet % (PACKETS_A_SECOND / PIECE / 2 * PIECE) == 0) {
                byte[] preamble = ByteBuffer.allocate(PACKET).putInt(packet).array();
                log.enter(new EntryMark(preamble, packet * 90_000L / PACKETS_A_SECOND));
            }
            log.append(ByteBuffer.wrap(piece));
            log.publish();
            time.advance(Duration.ofNanos(PIECE * 1_000_000_000L / PACKETS_A_SECOND));
        }
    }

    private void wake() {
        lock.lock();
        try {
            publications++;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long publications() {
        lock.lock();
        try {
            return publications;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a publication after the {@code seen}th; a wake-up that got lost would fail the test. */
    private void awaitMoreThan(long seen) throws InterruptedException {
        lock.lock();
        try {
            for (long left = PATIENCE_NANOS; publications == seen; ) {
                left = grown.awaitNanos(left);
                assertThat(left).as("nobody woke this reader").isPositive();
            }
        } finally {
            lock.unlock();
        }
    }

    private final class Reader {
        private final ChannelLog log;
        private final int most;
        private final ByteBuffer buffer;
        private int next = -1;
        private boolean atTheEnd;
        private String wrong = "";

        Reader(ChannelLog log, int mostPackets) {
            this.log = log;
            this.most = mostPackets * PACKET;
            this.buffer = ByteBuffer.allocate(most);
        }

        Reader readToTheEnd() throws IOException, InterruptedException {
            for (long seen = publications(); log.newestEntry() == null && !log.isEnded(); seen = publications()) {
                awaitMoreThan(seen);
            }
            try (LogCursor cursor = log.cursor()) {
                skip(cursor);
                while (wrong.isEmpty()) {
                    long seen = publications();
                    switch (cursor.next(most)) {
                        case LogRead.Bytes(LogSegment segment, long offset, int length) ->
                            check(segment, offset, length);
                        case LogRead.NothingYet()
                        when next == PACKETS && !atTheEnd -> {
                            atTheEnd = true;
                            caughtUp.countDown();
                        }
                        case LogRead.NothingYet() -> awaitMoreThan(seen);
                        case LogRead.FellBehind() -> skip(cursor);
                        case LogRead.Ended(String why) -> {
                            wrong = why.equals("over") ? wrong : "ended because of '" + why + "'";
                            return this;
                        }
                    }
                }
            }
            return this;
        }

        private void skip(LogCursor cursor) {
            byte[] preamble = cursor.skipToNewestEntry();
            if (preamble.length > 0) {
                int entry = ByteBuffer.wrap(preamble).getInt();
                wrong = entry >= next ? wrong : "moved back from " + next + " to " + entry;
                next = entry;
            }
        }

        private void check(LogSegment segment, long offset, int length) throws IOException {
            buffer.clear().limit(length);
            while (buffer.hasRemaining() && wrong.isEmpty()) {
                int count = segment.file().read(buffer, offset + buffer.position());
                wrong = count < 0 ? "the file is shorter than was published" : wrong;
            }
            for (int at = 0; at < length && wrong.isEmpty(); at += PACKET) {
                int first = buffer.getInt(at);
                boolean right = first == next && buffer.getInt(at + PACKET - 4) == next;
                wrong = right ? wrong : "packet " + first + " in place of " + next;
                next++;
            }
        }
    }
}
