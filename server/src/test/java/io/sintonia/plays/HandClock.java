package io.sintonia.plays;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock, of the wall and of nanoseconds at once, that a test moves by hand. */
final class HandClock implements InstantSource {
    static final Instant START = Instant.parse("2027-03-04T20:15:00Z");

    private Duration passed = Duration.ZERO;

    void pass(Duration more) {
        passed = passed.plus(more);
    }

    @Override
    public Instant instant() {
        return START.plus(passed);
    }

    long nanos() {
        return passed.toNanos();
    }
}
