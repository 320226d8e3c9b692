package io.sintonia.checks;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.StreamSource;
import io.sintonia.relay.Probe;
import io.sintonia.relay.Relay;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks which addresses of live channels still play, one at a time: over connections that are idle, never of a channel that is
 * watched. Without being asked in {@link Rounds}, and when somebody asks.
 */
public final class Checks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
    private static final Duration PLACE_PATIENCE = Duration.ofSeconds(3);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final CheckSettings settings;
    private final Relay relay;
    private final CheckRows rows;
    private final InstantSource clock;
    private final Rounds rounds;
    private final AtomicBoolean started = new AtomicBoolean();
    private final Semaphore place = new Semaphore(1, true);
    private final LongAdder worked = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private boolean closed;

    /** Whose check is under way: one at a time, since there is one place. */
    @GuardedBy("lock")
    private @Nullable Thread looking;

    Checks(CheckSettings settings, Catalogue catalogue, Relay relay, CheckRows rows, InstantSource clock) {
        this.settings = settings;
        this.relay = relay;
        this.rows = rows;
        this.clock = clock;
        this.rounds = new Rounds(settings, catalogue, rows, clock, this::inTurn);
    }

    /**
     * What a wish to check a channel now came to.
     *
     * @param found of each address that was looked at
     * @param skipped why others were not
     */
    public record Report(List<Checked> found, List<String> skipped) {
        public Report {
            found = List.copyOf(found);
            skipped = List.copyOf(skipped);
        }
    }

    /** Begins the rounds, if the settings want them. */
    public void start() {
        if (settings.enabled() && started.compareAndSet(false, true)) {
            Thread.ofVirtual().name("checks").start(rounds);
        }
    }

    /** Checks all addresses of a channel now; empty if another check takes its time. Blocks. */
    public Optional<Report> now(Channel channel) throws InterruptedException {
        List<Checked> found = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        if (!place.tryAcquire(PLACE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            for (StreamSource source : channel.sources()) {
                look(channel, source, found, skipped);
            }
        } catch (InterruptedException e) {
            if (!isClosed()) {
                throw e;
            }
            skipped.add("the server is stopping");
        } finally {
            place.release();
        }
        return Optional.of(new Report(found, skipped));
    }

    /** Checks since the server started that found an address playing. */
    public long worked() {
        return worked.sum();
    }

    /** Checks since the server started that found one dead. */
    public long failed() {
        return failed.sum();
    }

    private Optional<Kind> inTurn(Channel channel, StreamSource source) throws InterruptedException {
        place.acquire();
        try {
            return look(channel, source, new ArrayList<>(), new ArrayList<>());
        } catch (RuntimeException e) {
            LOG.error("a fault in the check of channel {}; the checks go on", channel.id(), e);
            return Optional.empty();
        } finally {
            place.release();
        }
    }

    /** One address; answers how it failed. */
    private Optional<Kind> look(Channel channel, StreamSource source, List<Checked> found, List<String> skipped)
            throws InterruptedException {
        Instant began = clock.instant();
        return switch (probe(channel, source)) {
            case Probe.Skipped(String why) -> {
                skipped.add(why);
                yield Optional.empty();
            }
            case Probe.Works(Duration took, String video, List<String> audio) -> {
                worked.increment();
                keep(new Checked(source.id(), began, true, "", took, video, String.join(", ", audio)), found);
                yield Optional.empty();
            }
            case Probe.Fails(var failure) -> {
                failed.increment();
                Duration took = Duration.between(began, clock.instant());
                // a clock that was put back meanwhile
                took = took.isNegative() ? Duration.ZERO : took;
                keep(new Checked(source.id(), began, false, failure.text(), took, "", ""), found);
                yield Optional.of(failure.kind());
            }
        };
    }

    private void keep(Checked checked, List<Checked> found) {
        found.add(checked);
        rows.add(checked);
    }

    /** Only while it opens and reads may an interrupt come; one in the middle of a write would be a fault of the database. */
    private Probe probe(Channel channel, StreamSource source) throws InterruptedException {
        begin();
        try {
            return relay.probe(channel, source, settings.timeLimit());
        } finally {
            end();
        }
    }

    private void begin() throws InterruptedException {
        lock.lock();
        try {
            if (closed) {
                throw new InterruptedException("the server is stopping");
            }
            looking = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            looking = null;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the check at hand and waits, for seconds at the most, until its connection is closed and its result kept or dropped. */
    @Override
    public void close() {
        rounds.close();
        lock.lock();
        try {
            closed = true;
            if (looking != null) {
                looking.interrupt();
            }
        } finally {
            lock.unlock();
        }
        try {
            if (place.tryAcquire(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
                place.release();
            } else {
                LOG.warn("a check does not end; the server stops all the same");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
