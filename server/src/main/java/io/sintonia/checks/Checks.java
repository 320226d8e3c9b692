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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks which addresses of live channels still play: one at a time with a pause after each, over connections that are idle, never
 * of a channel that is watched. Goes round all channels; those with a result that is new enough are passed over, so that a
 * restart goes on where it was.
 */
public final class Checks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
    /** How many channels are looked up at once. */
    private static final int CHUNK = 200;
    /** A server that could not be reached so often in a row is left alone until the next round. */
    private static final int HOPELESS = 5;

    private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(5);
    private static final Duration PLACE_PATIENCE = Duration.ofSeconds(3);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final CheckSettings settings;
    private final Catalogue catalogue;
    private final Relay relay;
    private final CheckRows rows;
    private final InstantSource clock;
    private final Semaphore place = new Semaphore(1, true);
    private final LongAdder worked = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private boolean started;

    /** Whose check is under way: one at a time, since there is one place. */
    @GuardedBy("lock")
    private @Nullable Thread looking;

    Checks(CheckSettings settings, Catalogue catalogue, Relay relay, CheckRows rows, InstantSource clock) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.relay = relay;
        this.rows = rows;
        this.clock = clock;
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

    /** Begins, if the settings want it. */
    public void start() {
        if (!settings.enabled()) {
            return;
        }
        lock.lock();
        try {
            if (!closed && !started) {
                started = true;
                Thread.ofVirtual().name("checks").start(this::run);
            }
        } finally {
            lock.unlock();
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
            if (isOpen()) {
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

    private void run() {
        try {
            do {
                round();
            } while (pause(BETWEEN_ROUNDS));
        } catch (InterruptedException e) {
            LOG.debug("the checks end: the server is stopping");
        }
    }

    private void round() throws InterruptedException {
        Map<String, Integer> unreachable = new HashMap<>();
        List<Channel> channels = catalogue.current().channels();
        for (int from = 0; from < channels.size(); from += CHUNK) {
            List<Channel> some = channels.subList(from, Math.min(from + CHUNK, channels.size()));
            List<Long> ids = some.stream()
                    .flatMap(channel -> channel.sources().stream())
                    .map(StreamSource::id)
                    .toList();
            Set<Long> recent = rows.since(ids, clock.instant().minus(settings.every()));
            for (Channel channel : some) {
                for (StreamSource source : channel.sources()) {
                    String host = host(source.url());
                    if (recent.contains(source.id()) || unreachable.getOrDefault(host, 0) >= HOPELESS) {
                        continue;
                    }
                    var kind = check(channel, source);
                    unreachable.compute(
                            host,
                            (_, before) -> kind.filter(Kind.UNREACHABLE::equals).isEmpty()
                                    ? null
                                    : Integer.valueOf(before == null ? 1 : before + 1));
                    if (!pause(settings.pause())) {
                        return;
                    }
                }
            }
        }
    }

    private Optional<Kind> check(Channel channel, StreamSource source) throws InterruptedException {
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
                keep(new Checked(source.id(), began, false, failure.text(), took, "", ""), found);
                yield Optional.of(failure.kind());
            }
        };
    }

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

    private boolean isOpen() {
        lock.lock();
        try {
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void keep(Checked checked, List<Checked> found) {
        found.add(checked);
        rows.add(checked);
    }

    /** What stands for one server; an address without one stands for itself. */
    private static String host(String url) {
        int begin = url.indexOf("://");
        int end = begin < 0 ? -1 : url.indexOf('/', begin + 3);
        String authority = end < 0 ? url : url.substring(begin + 3, end);
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    /** Waits; answers whether to go on. */
    private boolean pause(Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lockInterruptibly();
        try {
            while (!closed && left > 0) {
                left = closing.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the check at hand and waits, for seconds at the most, until its connection is closed and its result kept or dropped. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
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
