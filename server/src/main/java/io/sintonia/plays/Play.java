package io.sintonia.plays;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One player's wish for a live channel and what becomes of it. Whoever begins it closes it; closing twice is fine.
 *
 * <p>All methods may be called from any thread, event loops too: they take a lock for a few instructions and never wait
 * for the database. A play that is closed before it was admitted or refused never was: only headers were asked for.
 */
public final class Play implements AutoCloseable {
    /** The last place is the end's. */
    private static final int MOST_EVENTS = 100;
    /** A slow viewer may be moved forward all day, and must not take the places of what explains it. */
    private static final int MOST_SKIPS_SHOWN = 20;

    private static final int LONGEST_TEXT = 400;

    private enum Stage {
        ASKED,
        ADMITTED,
        OVER
    }

    private final Plays plays;
    private final Asked asked;
    private final Instant started;
    private final long beganNanos;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final AtomicBoolean joined = new AtomicBoolean();
    private final LongAdder sent = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile LongSupplier counter = () -> 0;
    private volatile long id;

    @GuardedBy("lock")
    private final List<PlayEvent> events = new ArrayList<>();

    @GuardedBy("lock")
    private Stage stage = Stage.ASKED;

    @GuardedBy("lock")
    private PlayOutcome outcome = PlayOutcome.PLAYING;

    @GuardedBy("lock")
    private String reason = PlayOutcome.PLAYING.text();

    @GuardedBy("lock")
    private Optional<Duration> firstByte = Optional.empty();

    @GuardedBy("lock")
    private Optional<Duration> ended = Optional.empty();

    @GuardedBy("lock")
    private Optional<Duration> failing = Optional.empty();

    @GuardedBy("lock")
    private long skips;

    @GuardedBy("lock")
    private int leftOut;

    /**
     * Who asks for what.
     *
     * @param channelId 0 if the address named none
     * @param channelName empty if there is no such channel
     * @param form {@code ts} or {@code m3u8}
     * @param user as the account is called, or as somebody typed it
     * @param address from where
     * @param agent the device's own word for itself; may be empty
     */
    public record Asked(
            long channelId, String channelName, String form, String user, InetAddress address, String agent) {
        private static final int LONGEST_NAME = 200;
        private static final int LONGEST_AGENT = 200;

        public Asked {
            channelName = Plain.line(channelName, LONGEST_NAME);
            user = Plain.name(user, LONGEST_NAME);
            agent = Plain.line(agent, LONGEST_AGENT);
        }
    }

    Play(Plays plays, Asked asked, Instant started, long beganNanos) {
        this.plays = plays;
        this.asked = asked;
        this.started = started;
        this.beganNanos = beganNanos;
        events.add(new PlayEvent(Duration.ZERO, PlayEvent.Kind.REQUESTED, "", asked.form()));
    }

    /** Who asks for what. */
    public Asked asked() {
        return asked;
    }

    /** The gate has let it in. */
    public void admitted() {
        lock.lock();
        try {
            stage = Stage.ADMITTED;
            add(PlayEvent.Kind.ADMITTED, "", "");
        } finally {
            lock.unlock();
        }
        plays.admitted(this);
    }

    /** The gate has refused it, which ends it. {@code code} is one of a small set. */
    public void refused(String code) {
        lock.lock();
        try {
            stage = Stage.OVER;
            outcome = PlayOutcome.REFUSED;
            reason = code;
            ended = Optional.of(elapsed());
            add(PlayEvent.Kind.REFUSED, "", code);
        } finally {
            lock.unlock();
        }
        plays.refused(this, code);
    }

    /** An upstream is asked, {@code place} ("1 of 2") in the channel's order. */
    public void tried(String source, String place) {
        happened(PlayEvent.Kind.TRIED, source, place);
    }

    /** The upstream has answered. */
    public void connected(String source, String place) {
        happened(PlayEvent.Kind.CONNECTED, source, place);
    }

    /** The upstream's first byte has come. */
    public void firstByte(String source, String place) {
        happened(PlayEvent.Kind.FIRST_BYTE, source, place);
    }

    /** A decoder could start in what the upstream sends. */
    public void entryPoint(String source, String place) {
        lock.lock();
        try {
            if (stage != Stage.ADMITTED) {
                return;
            }
            Duration now = elapsed();
            if (!joinedBeforeItWasTold(source, place)) {
                add(PlayEvent.Kind.ENTRY_POINT, source, place);
            }
            if (firstByte.isPresent()) {
                failing.ifPresent(since -> add(
                        PlayEvent.Kind.FAILED_OVER,
                        source,
                        place + ", " + now.minus(since).toMillis() + " ms after the failure"));
            }
            failing = Optional.empty();
        } finally {
            lock.unlock();
        }
        plays.changed(this);
    }

    /**
     * An entry point is there for viewers before its channel tells of it, and one who waits may be the quicker: the
     * timeline has it in the order in which it was.
     */
    @GuardedBy("lock")
    private boolean joinedBeforeItWasTold(String source, String place) {
        PlayEvent last = events.getLast();
        if (last.kind() != PlayEvent.Kind.JOINED
                || events.size() >= MOST_EVENTS - 1
                || events.get(events.size() - 2).kind() != PlayEvent.Kind.FIRST_BYTE) {
            return false;
        }
        PlayEvent entry = new PlayEvent(
                last.after(),
                PlayEvent.Kind.ENTRY_POINT,
                Plain.line(source, LONGEST_TEXT),
                Plain.line(place, LONGEST_TEXT));
        events.add(events.size() - 1, entry);
        return true;
    }

    /** The upstream gave nothing, or gave up. */
    public void failed(String source, String place, String why) {
        lock.lock();
        try {
            failing = failing.or(() -> Optional.of(elapsed()));
        } finally {
            lock.unlock();
        }
        happened(PlayEvent.Kind.FAILED, source, place + ": " + why);
    }

    /** The first byte goes to the viewer, of what {@code source} sends; only the first call counts, and asks it. */
    public void joined(Supplier<String> source) {
        if (!joined.compareAndSet(false, true)) {
            return;
        }
        String name = source.get();
        Duration took;
        lock.lock();
        try {
            if (stage != Stage.ADMITTED) {
                return;
            }
            took = elapsed();
            firstByte = Optional.of(took);
            add(PlayEvent.Kind.JOINED, name, "");
        } finally {
            lock.unlock();
        }
        plays.joined(this, took);
    }

    /** Where the bytes sent to this viewer are counted; asked when the play is shown or written. */
    public void countedBy(LongSupplier bytes) {
        counter = bytes;
    }

    /** Counts bytes that nobody else counts. */
    public void sent(long bytes) {
        sent.add(bytes);
    }

    /** The viewer was moved forward, since it read too slowly. */
    public void skipped() {
        boolean shown;
        lock.lock();
        try {
            skips++;
            shown = skips <= MOST_SKIPS_SHOWN;
            if (!shown) {
                leftOut++;
            }
        } finally {
            lock.unlock();
        }
        if (shown) {
            happened(PlayEvent.Kind.SKIPPED, "", "");
        }
    }

    /** The viewer reads nothing any more and is closed for it. */
    public void stalled() {
        happened(PlayEvent.Kind.STALLED, "", "");
        ending(PlayOutcome.STALLED);
    }

    /** Why it is about to end; the first reason counts, since what follows is its consequence. */
    public void ending(PlayOutcome why) {
        ending(why, why.text());
    }

    /** The same, in words that say more. */
    public void ending(PlayOutcome why, String words) {
        lock.lock();
        try {
            if (stage == Stage.ADMITTED && outcome == PlayOutcome.PLAYING) {
                outcome = why;
                reason = Plain.line(words, LONGEST_TEXT);
            }
        } finally {
            lock.unlock();
        }
    }

    /** It is over; if nobody said why, the viewer left. */
    @Override
    public void close() {
        ending(PlayOutcome.VIEWER_LEFT);
        PlayOutcome known;
        lock.lock();
        try {
            if (stage != Stage.ADMITTED) {
                return;
            }
            stage = Stage.OVER;
            ended = Optional.of(elapsed());
            add(PlayEvent.Kind.ENDED, "", reason);
            known = outcome;
        } finally {
            lock.unlock();
        }
        plays.ended(this, known);
    }

    private void happened(PlayEvent.Kind kind, String source, String text) {
        lock.lock();
        try {
            if (stage != Stage.ADMITTED) {
                return;
            }
            add(kind, source, text);
        } finally {
            lock.unlock();
        }
        plays.changed(this);
    }

    @GuardedBy("lock")
    private void add(PlayEvent.Kind kind, String source, String text) {
        boolean last = kind == PlayEvent.Kind.ENDED;
        if (events.size() >= (last ? MOST_EVENTS : MOST_EVENTS - 1)) {
            leftOut++;
            return;
        }
        events.add(new PlayEvent(elapsed(), kind, Plain.line(source, LONGEST_TEXT), Plain.line(text, LONGEST_TEXT)));
    }

    private Duration elapsed() {
        return Duration.ofNanos(Math.max(0, plays.nanos() - beganNanos));
    }

    /** What is known now. */
    Played snapshot() {
        lock.lock();
        try {
            boolean over = stage == Stage.OVER;
            return new Played(
                    id,
                    asked,
                    started,
                    ended.map(started::plus),
                    over ? outcome : PlayOutcome.PLAYING,
                    over ? reason : PlayOutcome.PLAYING.text(),
                    new Played.Counts(firstByte, counter.getAsLong() + sent.sum(), skips),
                    events,
                    leftOut);
        } finally {
            lock.unlock();
        }
    }

    /** Its row's id; 0 until there is one. */
    long id() {
        return id;
    }

    /** Only the writer's. */
    void written(long rowId) {
        id = rowId;
    }

    /** Answers whether it did not wait already. */
    boolean beginWaiting() {
        return waiting.compareAndSet(false, true);
    }

    void endWaiting() {
        waiting.set(false);
    }
}
