package io.sintonia.channellog;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved. Both of a log's clocks go together. */
public final class FakeClock {
    private static final Instant BEGINNING = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();

    /** What a log is given. */
    public LogClock clock() {
        return new LogClock(() -> BEGINNING.plusNanos(nanos.get()), nanos::get);
    }

    /** Lets time pass. */
    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
