package io.sintonia.relay;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sintonia.formats.hls.HlsPlaylist.Segment;
import io.sintonia.relay.PlaylistFollower.Due;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HLS source as one transport stream: its segments one after the other, each streamed through and never held whole.
 *
 * <p>At the live edge the playlist sets the pace: it is read again after the last segment's duration when it had changed, after
 * half the target duration when it had not (RFC 8216, 6.3.4), and a list that does not change for three target durations is a
 * stall. Away from the edge (a list that has ended, a long backlog) segments are begun so that no more than three target
 * durations are ahead of real time.
 *
 * <p>A segment that cannot be had is asked for twice, the second time after the playlist was read again, and is then passed
 * over; three in a row end the stream. Nothing is ever sent twice.
 *
 * <p>Threads: one reads; {@link #close} may come from any other.
 */
final class HlsUpstream implements Upstream {
    private static final Logger LOG = LoggerFactory.getLogger(HlsUpstream.class);
    private static final int TRIES = 2;
    private static final int MOST_MISSED = 3;
    private static final int STALL_TARGETS = 3;
    private static final int AHEAD_TARGETS = 3;
    private static final int FEWEST_UNCHANGED = 3;
    private static final Duration LONGEST_STALL = Duration.ofMinutes(2);
    private static final Duration SHORTEST_POLL = Duration.ofMillis(500);

    private final SourceConnection connection;
    private final HlsLists lists;
    private final SegmentSource source;
    private final PlaylistFollower follower;
    private final Pause clock;

    private @Nullable InputStream segment;
    private boolean segmentIsAnew;
    private boolean begun;
    private boolean beginsAnew;
    private int tries;
    private int missed;

    // of the playlist
    private long readAt;
    private long changedAt;
    private int unchanged;
    private String trouble = "";

    // of the pace: how much was begun to be played since when
    private long playingSince;
    private long playedNanos;
    private boolean playing;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();

    @GuardedBy("lock")
    private boolean closed;

    HlsUpstream(
            SourceConnection connection, HlsLists lists, SegmentSource source, PlaylistFollower follower, Pause clock) {
        this.connection = connection;
        this.lists = lists;
        this.source = source;
        this.follower = follower;
        this.clock = clock;
        this.readAt = clock.nanos();
        this.changedAt = readAt;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        while (true) {
            InputStream open = segment;
            if (open != null) {
                int count = read(open, buffer);
                if (count > 0) {
                    return count;
                }
                continue;
            }
            Optional<Due> due = follower.due();
            if (due.isPresent()) {
                begin(due.get());
            } else if (follower.hasEnded()) {
                awaitLead(Duration.ZERO);
                return -1;
            } else {
                awaitNextReading();
                readList();
            }
        }
    }

    @Override
    public boolean beginsAnew() {
        return beginsAnew;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
        connection.close();
    }

    // ---- segments ----

    private void begin(Due due) throws IOException {
        Segment next = due.segment();
        if (follower.hasEnded() || follower.left() > PlaylistFollower.START_SEGMENTS) {
            Duration ahead = follower.target().multipliedBy(AHEAD_TARGETS).minus(next.duration());
            awaitLead(ahead.isNegative() ? Duration.ZERO : ahead);
        }
        try {
            segment = source.open(due);
        } catch (UpstreamFailed e) {
            if (e.failure().kind() == Kind.UNSUPPORTED) {
                throw e;
            }
            failed(e);
            return;
        } catch (IOException e) {
            failed(e);
            return;
        }
        segmentIsAnew = due.anew();
        begun = false;
        plays(next.duration());
    }

    /** Reads on; 0 if the segment is over, in one way or the other. */
    private int read(InputStream open, byte[] buffer) throws IOException {
        int count;
        try {
            count = open.read(buffer);
        } catch (IOException e) {
            segment = null;
            connection.release();
            if (begun) {
                missed(e);
            } else {
                failed(e);
            }
            return 0;
        }
        if (count > 0) {
            beginsAnew = segmentIsAnew && !begun;
            begun = true;
            return count;
        }
        segment = null;
        connection.release();
        follower.taken();
        tries = 0;
        missed = 0;
        return 0;
    }

    /** It could not be begun: once more from a fresh list, then it is passed over. */
    private void failed(IOException e) throws IOException {
        throwIfClosed();
        tries++;
        if (tries >= TRIES) {
            missed(e);
            return;
        }
        trouble = said(e);
        await(poll(follower.target().dividedBy(2)));
        if (!follower.hasEnded()) {
            readList();
        }
    }

    private void missed(IOException e) throws IOException {
        throwIfClosed();
        tries = 0;
        missed++;
        if (missed >= MOST_MISSED) {
            throw new IOException(MOST_MISSED + " segments in a row could not be had, the last because: " + said(e), e);
        }
        LOG.debug("a segment is passed over: {}", said(e));
        follower.missed();
    }

    // ---- the playlist ----

    private void awaitNextReading() throws IOException {
        Duration interval = unchanged == 0 ? follower.last() : follower.target().dividedBy(2);
        await(poll(interval).minusNanos(clock.nanos() - readAt));
    }

    private Duration poll(Duration interval) {
        Duration longest = follower.target().multipliedBy(2);
        Duration bounded = interval.compareTo(longest) > 0 ? longest : interval;
        return bounded.compareTo(SHORTEST_POLL) < 0 ? SHORTEST_POLL : bounded;
    }

    private void readList() throws IOException {
        readAt = clock.nanos();
        boolean changed = switch (lists.again()) {
            case HlsLists.Reading.Same() -> false;
            case HlsLists.Reading.Fresh(var media, boolean moved) -> {
                long before = follower.lost();
                boolean news = follower.refresh(media);
                if (follower.lost() > before) {
                    LOG.info("an HLS source jumped ahead: {} segments were missed", follower.lost() - before);
                }
                if (moved) {
                    follower.movedElsewhere();
                }
                trouble = "";
                yield news;
            }
            case HlsLists.Reading.Unread(UpstreamFailure failure) -> {
                throwIfClosed();
                trouble = failure.text();
                yield false;
            }
        };
        if (changed) {
            unchanged = 0;
            changedAt = readAt;
            return;
        }
        unchanged++;
        Duration limit = follower.target().multipliedBy(STALL_TARGETS);
        limit = limit.compareTo(LONGEST_STALL) > 0 ? LONGEST_STALL : limit;
        Duration still = Duration.ofNanos(readAt - changedAt);
        if (unchanged >= FEWEST_UNCHANGED && still.compareTo(limit) >= 0) {
            throw new IOException("its playlist stands still: no new segment for " + still.toSeconds() + " s"
                    + (trouble.isEmpty() ? "" : "; " + trouble));
        }
    }

    // ---- time ----

    private void plays(Duration duration) {
        long now = clock.nanos();
        if (!playing || lead(now) < 0) {
            // whoever was late does not owe a burst
            playing = true;
            playingSince = now;
            playedNanos = 0;
        }
        playedNanos += duration.toNanos();
    }

    /** How far what was begun reaches beyond now. */
    private long lead(long now) {
        return playedNanos - (now - playingSince);
    }

    private void awaitLead(Duration most) throws IOException {
        if (playing) {
            await(Duration.ofNanos(lead(clock.nanos())).minus(most));
        }
    }

    private void await(Duration time) throws IOException {
        long until = clock.nanos() + time.toNanos();
        lock.lock();
        try {
            for (long left = until - clock.nanos(); left > 0 && !closed; left = until - clock.nanos()) {
                clock.await(closing, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the next segment");
        } finally {
            lock.unlock();
        }
        throwIfClosed();
    }

    private void throwIfClosed() throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the stream was closed on our side");
            }
        } finally {
            lock.unlock();
        }
    }

    private static String said(IOException e) {
        String message = e.getMessage();
        return message == null || message.isEmpty() ? "the connection broke" : message;
    }
}
