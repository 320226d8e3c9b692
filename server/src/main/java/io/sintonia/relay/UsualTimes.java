package io.sintonia.relay;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How long addresses usually take from the question to the first entry point, as seen since the server started; and so
 * how long one is waited for before the next is opened beside it. Remembers the 4,096 addresses asked last.
 */
final class UsualTimes {
    private static final int MOST = 4096;
    /** For an address that nothing is known of: most take less than two seconds, a long group of pictures included. */
    private static final Duration UNKNOWN = Duration.ofSeconds(3);

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(15);
    /** How much the newest counts, in eighths. */
    private static final int WEIGHT = 3;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<Long, Duration> usual = new LinkedHashMap<>();

    /** Notes how long an address took. */
    void took(long streamSourceId, Duration time) {
        lock.lock();
        try {
            Duration before = usual.remove(streamSourceId);
            usual.put(
                    streamSourceId,
                    before == null
                            ? time
                            : before.multipliedBy(8 - WEIGHT)
                                    .plus(time.multipliedBy(WEIGHT))
                                    .dividedBy(8));
            if (usual.size() > MOST) {
                usual.remove(usual.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    /** How long an address is waited for before another is opened beside it: twice its usual time, within 1 and 15 s. */
    Duration patience(long streamSourceId) {
        lock.lock();
        try {
            Duration known = usual.get(streamSourceId);
            if (known == null) {
                return UNKNOWN;
            }
            Duration twice = known.multipliedBy(2);
            if (twice.compareTo(LEAST) < 0) {
                return LEAST;
            }
            return twice.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : twice;
        } finally {
            lock.unlock();
        }
    }
}
