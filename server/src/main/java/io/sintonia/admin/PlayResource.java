package io.sintonia.admin;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.sintonia.plays.Play;
import io.sintonia.plays.PlayEvent;
import io.sintonia.plays.PlayFilter;
import io.sintonia.plays.PlayOutcome;
import io.sintonia.plays.PlayPage;
import io.sintonia.plays.Played;
import io.sintonia.plays.Plays;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of each player's wish for a live channel in the last week, with its timeline. */
@Controller("/api/v1/plays")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class PlayResource {
    private final Plays plays;
    private final InstantSource clock;

    PlayResource(Plays plays, InstantSource clock) {
        this.plays = plays;
        this.clock = clock;
    }

    /** A play. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Shown(
            long id,
            Instant started,
            @Nullable Instant ended,
            long durationMs,
            String outcome,
            String reason,
            String user,
            long channel,
            String channelName,
            String form,
            String address,
            String agent,
            @Nullable Long firstByteMs,
            long bytes,
            long skipped,
            List<Event> events,
            int eventsLeftOut) {
        static Shown of(Played play, Instant now) {
            Play.Asked asked = play.asked();
            return new Shown(
                    play.id(),
                    play.started(),
                    play.ended().orElse(null),
                    Duration.between(play.started(), play.ended().orElse(now)).toMillis(),
                    play.outcome().code(),
                    play.reason(),
                    asked.user(),
                    asked.channelId(),
                    asked.channelName(),
                    asked.form(),
                    asked.address().getHostAddress(),
                    asked.agent(),
                    play.counts().firstByte().map(Duration::toMillis).orElse(null),
                    play.counts().bytes(),
                    play.counts().skips(),
                    play.events().stream()
                            .map(event -> Event.of(event, play.started()))
                            .toList(),
                    play.eventsLeftOut());
        }
    }

    /** An entry of its timeline. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Event(Instant at, long afterMs, String what, String source, String text) {
        static Event of(PlayEvent event, Instant started) {
            return new Event(
                    started.plus(event.after()),
                    event.after().toMillis(),
                    event.kind().code(),
                    event.source(),
                    event.text());
        }
    }

    /** Plays, newest first; of one user, of one channel, or of one outcome. */
    @Get("{?user,channel,outcome,page,size}")
    Page<Shown> list(
            @Nullable @QueryValue String user,
            @Nullable @QueryValue Long channel,
            @Nullable @QueryValue String outcome,
            @QueryValue(defaultValue = "1") int page,
            @QueryValue(defaultValue = "50") int size) {
        Optional<PlayOutcome> wanted = Optional.ofNullable(outcome).flatMap(PlayOutcome::of);
        if (outcome != null && wanted.isEmpty()) {
            throw new HttpStatusException(
                    HttpStatus.BAD_REQUEST,
                    "outcome: is '" + shortened(outcome) + "', expected one of "
                            + Stream.of(PlayOutcome.values())
                                    .map(PlayOutcome::code)
                                    .collect(Collectors.joining(", ")));
        }
        PlayFilter filter = new PlayFilter(Optional.ofNullable(user), Optional.ofNullable(channel), wanted);
        int most = Math.clamp(size, 1, Page.LARGEST);
        PlayPage found = plays.recent(filter, page, most);
        Instant now = clock.instant();
        return new Page<>(
                found.plays().stream().map(play -> Shown.of(play, now)).toList(),
                Math.max(page, 1),
                most,
                found.total());
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
