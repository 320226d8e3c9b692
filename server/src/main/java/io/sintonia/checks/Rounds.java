package io.sintonia.checks;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.StreamSource;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round all channels' addresses again and again, with a pause after each. Those with a result that is new enough are passed
 * over, so that a restart goes on where it was. One thread runs it; any may close.
 */
final class Rounds implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    /** How many channels are looked up at once. A round may take days: it holds no more than these of a catalogue that has changed. */
    private static final int CHUNK = 200;
    /** A server that could not be reached so often in a row is left alone until the next round. */
    private static final int HOPELESS = 5;

    private static final Duration BETWEEN = Duration.ofMinutes(5);
    /** How soon a catalogue without a channel is looked at again: at the first start the lists are still being read. */
    private static final Duration WHILE_EMPTY = Duration.ofSeconds(1);

    private final CheckSettings settings;
    private final Catalogue catalogue;
    private final CheckRows rows;
    private final InstantSource clock;
    private final Check check;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();

    @GuardedBy("lock")
    private boolean closed;

    /** Looks at one address. */
    interface Check {
        /** How it failed; empty if it did not, or was not looked at. */
        Optional<Kind> look(Channel channel, StreamSource source) throws InterruptedException;
    }

    Rounds(CheckSettings settings, Catalogue catalogue, CheckRows rows, InstantSource clock, Check check) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.rows = rows;
        this.clock = clock;
        this.check = check;
    }

    @Override
    public void run() {
        try {
            do {
                while (chunk(0).isEmpty() && pause(WHILE_EMPTY)) {
                    LOG.debug("no channel yet that could be checked");
                }
                try {
                    round();
                } catch (RuntimeException e) {
                    LOG.error("a fault in a round of checks; the next one begins in {} s", BETWEEN.toSeconds(), e);
                }
            } while (pause(BETWEEN));
        } catch (InterruptedException e) {
            LOG.debug("the checks end: the server is stopping");
        }
    }

    private void round() throws InterruptedException {
        Map<String, Integer> unreachable = new HashMap<>();
        for (int from = 0; ; from += CHUNK) {
            List<Channel> some = chunk(from);
            if (some.isEmpty()) {
                return;
            }
            Set<Long> recent = recent(some);
            for (Channel channel : some) {
                for (StreamSource source : channel.sources()) {
                    String host = host(source.url());
                    if (recent.contains(source.id()) || unreachable.getOrDefault(host, 0) >= HOPELESS) {
                        continue;
                    }
                    if (check.look(channel, source)
                            .filter(Kind.UNREACHABLE::equals)
                            .isPresent()) {
                        unreachable.merge(host, 1, Integer::sum);
                    } else {
                        unreachable.remove(host);
                    }
                    if (!pause(settings.pause())) {
                        return;
                    }
                }
            }
        }
    }

    /** Of the catalogue as it is now. */
    private List<Channel> chunk(int from) {
        List<Channel> all = catalogue.current().channels();
        return from >= all.size() ? List.of() : List.copyOf(all.subList(from, Math.min(from + CHUNK, all.size())));
    }

    private Set<Long> recent(List<Channel> channels) {
        List<Long> ids = channels.stream()
                .flatMap(channel -> channel.sources().stream())
                .map(StreamSource::id)
                .toList();
        Instant now = clock.instant();
        return rows.between(ids, now.minus(settings.every()), now);
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

    /** Ends the pause at hand; the check at hand is its owner's to end. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
