package io.sintonia.fetch;

import io.sintonia.fetch.FetchFailure.Kind;
import io.sintonia.fetch.LiveOpening.NotOpened;
import io.sintonia.fetch.LiveOpening.Opened;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Opens live streams: one connection each, never pooled, never retried in silence. Blocks; any number of threads (virtual ones, best) may call at
 * once. Interrupting the calling thread ends an opening.
 */
public final class LiveOpener {
    private static final int REDIRECTS = 8;
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Connector connector;

    /**
     * @param clock for a Retry-After that is a date
     * @param nanoTime {@code System::nanoTime}
     */
    public LiveOpener(InstantSource clock, LongSupplier nanoTime) {
        this(clock, nanoTime, Connector.system());
    }

    LiveOpener(InstantSource clock, LongSupplier nanoTime, Connector connector) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.connector = connector;
    }

    /** Returns once the source has answered. Never throws for what the network or the address does. */
    public LiveOpening open(LiveRequest request) {
        LiveTimeouts timeouts = request.timeouts();
        var patience = new Patience(nanoTime, timeouts.connect().plus(timeouts.firstByte()));
        var plan = new Journey.Plan(Map.of(), REDIRECTS, timeouts.connect(), timeouts.firstByte());
        var access = request.access().withHeaders(withoutTitles(request.access().headers()));
        var journey = new Journey(connector, request.address(), access, plan, patience);
        try {
            return answered(journey, journey.travel(), patience, timeouts.stall());
        } catch (IOException e) {
            return new NotOpened(journey.failure("opening", e), Optional.empty(), Optional.empty());
        }
    }

    private LiveOpening answered(Journey journey, Journey.Arrival arrival, Patience patience, Duration stall)
            throws IOException {
        ResponseHead head = arrival.head();
        if (head.status() != 200 && head.status() != 206) {
            arrival.close();
            Optional<Duration> retryAfter = head.first("Retry-After").flatMap(this::wait);
            String when = retryAfter
                    .map(wait -> ", come back in " + Patience.words(wait))
                    .orElse("");
            var failure = journey.failure(
                    "opening", new FetchException(Kind.HTTP_STATUS, "it answered " + head.statusLine() + when));
            return new NotOpened(failure, Optional.of(head.status()), retryAfter);
        }
        try {
            return new Opened(new LiveStream(arrival, patience, stall));
        } catch (IOException e) {
            arrival.close();
            throw e;
        }
    }

    /** RFC 9110, 10.2.3: seconds or a date. */
    private Optional<Duration> wait(String retryAfter) {
        Duration wait;
        if (retryAfter.matches("\\d{1,9}")) {
            wait = Duration.ofSeconds(Long.parseLong(retryAfter));
        } else {
            try {
                var date = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME);
                wait = Duration.between(clock.instant(), date.toInstant());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
        wait = wait.isNegative() ? Duration.ZERO : wait;
        return Optional.of(wait.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wait);
    }

    /** Titles mixed into the bytes would corrupt what the relay passes on, so nobody may ask for them. */
    private static Map<String, String> withoutTitles(Map<String, String> headers) {
        var kept = new LinkedHashMap<>(headers);
        kept.keySet().removeIf("Icy-MetaData"::equalsIgnoreCase);
        return kept;
    }
}
