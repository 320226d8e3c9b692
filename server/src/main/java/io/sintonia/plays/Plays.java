package io.sintonia.plays;

import io.sintonia.storage.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plays of the house: begun in memory, written in batches by one virtual thread, found again for a week.
 *
 * <p>A play has a row from its first two seconds on, so that one which goes on is found like any other, and a server that is
 * killed leaves word of it. Nobody who plays ever waits for the database: if it cannot be written, a bounded number of plays
 * waits, then the oldest are let go and counted (docs/decisions/0015).
 */
public final class Plays implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Plays.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration STOPPING = Duration.ofSeconds(5);
    /** Other writers wait no longer than for so many rows. */
    private static final int BATCH = 500;

    private static final Duration BETWEEN_CLEARINGS = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final LongSupplier nanos;
    private final PlayBounds bounds;
    private final PlayRows rows;
    private final WaitingPlays waiting;
    private final RefusalLimit refusals;
    /** Bounded by the viewers there are. */
    private final Set<Play> open = ConcurrentHashMap.newKeySet();

    private final Map<PlayOutcome, LongAdder> counts = new EnumMap<>(PlayOutcome.class);
    private final LongAdder refusalsNotKept = new LongAdder();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Consumer<Duration> firstBytes = took -> {};
    private volatile @Nullable Thread writer;

    // the writer's
    private Instant cleared = Instant.EPOCH;
    private boolean failing;

    /** {@code nanos} is a clock that nobody sets, for what lies between two events. */
    public Plays(Database database, InstantSource clock, LongSupplier nanos) {
        this(database, clock, nanos, PlayBounds.USUAL);
    }

    Plays(Database database, InstantSource clock, LongSupplier nanos, PlayBounds bounds) {
        this.clock = clock;
        this.nanos = nanos;
        this.bounds = bounds;
        this.rows = new PlayRows(database, bounds.mostPlays());
        this.waiting = new WaitingPlays(bounds.mostWaiting());
        this.refusals = new RefusalLimit(nanos);
        for (PlayOutcome outcome : PlayOutcome.values()) {
            counts.put(outcome, new LongAdder());
        }
        rows.begin(clock.instant());
    }

    /** Begins to write. Called once. */
    public void start() {
        writer = Thread.ofVirtual().name("plays").start(this::writeUntilOver);
    }

    /** Begins a play; whoever gets it closes it. */
    public Play begin(Play.Asked asked) {
        return new Play(this, asked, clock.instant(), nanos.getAsLong());
    }

    /**
     * Plays that were asked for, newest first; what changed in the last two seconds may be missing.
     *
     * @param page from 1
     * @param size how many to a page, at least 1
     */
    public PlayPage recent(PlayFilter filter, int page, int size) {
        PlayPage found = rows.find(filter, (Math.max(page, 1) - 1L) * size, size);
        Map<Long, Play> going = open.stream()
                .filter(play -> play.id() != 0)
                .collect(Collectors.toMap(Play::id, Function.identity(), (one, other) -> one));
        return new PlayPage(
                found.plays().stream()
                        .map(play -> {
                            Play now = going.get(play.id());
                            return now == null ? play : now.snapshot();
                        })
                        .toList(),
                found.total());
    }

    /** How many plays ended each way since the start, those that go on now under {@code PLAYING}. */
    public Map<PlayOutcome, Long> counts() {
        Map<PlayOutcome, Long> now = new EnumMap<>(PlayOutcome.class);
        counts.forEach((outcome, count) -> now.put(outcome, count.sum()));
        now.put(PlayOutcome.PLAYING, (long) open.size());
        return now;
    }

    /** How many changes were let go unwritten, since too many waited. */
    public long dropped() {
        return waiting.dropped();
    }

    /** How many refusals were counted but not kept, since there were too many alike. */
    public long refusalsNotKept() {
        return refusalsNotKept.sum();
    }

    /** Who is told how long each viewer waited for its first byte, on the viewer's thread: it must be quick. */
    public void onFirstByte(Consumer<Duration> listener) {
        firstBytes = listener;
    }

    /** The server stops: what ends from now on ends for that reason. */
    public void stopping() {
        open.forEach(play -> play.ending(PlayOutcome.SERVER_STOPPED));
    }

    // ---- told by plays ----

    long nanos() {
        return nanos.getAsLong();
    }

    void admitted(Play play) {
        open.add(play);
        waiting.add(play);
    }

    void refused(Play play, String code) {
        count(PlayOutcome.REFUSED);
        Play.Asked asked = play.asked();
        if (refusals.keeps(asked.address(), asked.user(), code)) {
            waiting.add(play);
        } else {
            refusalsNotKept.increment();
        }
    }

    void changed(Play play) {
        waiting.add(play);
    }

    void joined(Play play, Duration took) {
        firstBytes.accept(took);
        waiting.add(play);
    }

    void ended(Play play, PlayOutcome outcome) {
        count(outcome);
        open.remove(play);
        waiting.add(play);
    }

    private void count(PlayOutcome outcome) {
        counts.getOrDefault(outcome, new LongAdder()).increment();
    }

    // ---- the writer ----

    private void writeUntilOver() {
        try {
            while (!over.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what waits; what cannot be written waits on. Only the writer's, and the last time its closer's. */
    void write() {
        List<Play> batch = List.of();
        try {
            for (batch = waiting.take(BATCH); !batch.isEmpty(); batch = waiting.take(BATCH)) {
                write(batch);
            }
            Instant now = clock.instant();
            if (!now.isBefore(cleared.plus(BETWEEN_CLEARINGS))) {
                rows.forget(now.minus(bounds.age()));
                cleared = now;
            }
            failing = false;
        } catch (RuntimeException e) {
            // a full disk, a database that is held: also what is not foreseen must not end the writing for good
            batch.forEach(waiting::add);
            if (!failing) {
                LOG.warn("plays cannot be written: {}; they wait, the newest {}", e.getMessage(), bounds.mostWaiting());
            }
            failing = true;
        }
    }

    private void write(List<Play> batch) {
        List<Play> fresh = new ArrayList<>();
        List<Played> known = new ArrayList<>();
        for (Play play : batch) {
            if (play.id() == 0) {
                fresh.add(play);
            } else {
                known.add(play.snapshot());
            }
        }
        long first = rows.write(fresh.stream().map(Play::snapshot).toList(), known);
        for (int i = 0; i < fresh.size(); i++) {
            fresh.get(i).written(first + i);
        }
    }

    int waiting() {
        return waiting.size();
    }

    /** Ends what still plays, and writes all there is. */
    @Override
    public void close() {
        if (over.getCount() == 0) {
            return;
        }
        over.countDown();
        Thread writing = writer;
        try {
            if (writing != null && !writing.join(STOPPING)) {
                LOG.warn("the last plays are not written: the database is held");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        stopping();
        List.copyOf(open).forEach(Play::close);
        write();
    }
}
