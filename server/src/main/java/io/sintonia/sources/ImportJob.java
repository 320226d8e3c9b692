package io.sintonia.sources;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** An import that waits, runs or is over, as an operator follows it. Written by its own thread, read by any. */
public final class ImportJob {
    /** How far it is. */
    public enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        /** Somebody stopped it; nothing has changed. */
        CANCELLED
    }

    /** Why it is stopped. */
    enum Stop {
        CANCELLED,
        OVERDUE
    }

    private record Moment(State state, String message, Duration took) {}

    private final long id;
    private final long sourceId;
    private final String sourceName;
    private final InstantSource clock;
    private final Instant started;
    private volatile Optional<Stop> stop = Optional.empty();
    private volatile Moment moment = new Moment(State.QUEUED, "waiting for a place", Duration.ZERO);

    ImportJob(long id, long sourceId, String sourceName, InstantSource clock) {
        this.id = id;
        this.sourceId = sourceId;
        this.sourceName = sourceName;
        this.clock = clock;
        this.started = clock.instant();
    }

    public long id() {
        return id;
    }

    public long sourceId() {
        return sourceId;
    }

    public String sourceName() {
        return sourceName;
    }

    public Instant started() {
        return started;
    }

    public State state() {
        return moment.state();
    }

    /** What there is to say, for people. */
    public String message() {
        return moment.message();
    }

    /** How long it took; up to now while it runs. */
    public Duration took() {
        return isOver() ? moment.took() : Duration.between(started, clock.instant());
    }

    public boolean isOver() {
        return switch (moment.state()) {
            case QUEUED, RUNNING -> false;
            case SUCCEEDED, FAILED, CANCELLED -> true;
        };
    }

    void running() {
        moment = new Moment(State.RUNNING, "reading the list", Duration.ZERO);
    }

    void succeeded(String message) {
        moment = new Moment(State.SUCCEEDED, message, Duration.between(started, clock.instant()));
    }

    /** Notes that it is being stopped; the first reason holds. */
    synchronized void stop(Stop reason) {
        if (stop.isEmpty()) {
            stop = Optional.of(reason);
        }
    }

    Optional<Stop> stopped() {
        return stop;
    }

    /** Ends it for the reason for which it was stopped. */
    void ended(Stop reason) {
        Duration took = Duration.between(started, clock.instant());
        moment = switch (reason) {
            case CANCELLED -> new Moment(State.CANCELLED, "cancelled; the old list stays", took);
            case OVERDUE ->
                new Moment(State.FAILED, "it took longer than twelve times its time-limit; the old list stays", took);
        };
    }

    void failed(String message) {
        moment = new Moment(State.FAILED, message, Duration.between(started, clock.instant()));
    }
}
