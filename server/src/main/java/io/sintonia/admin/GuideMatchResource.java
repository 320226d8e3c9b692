package io.sintonia.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.sintonia.guide.ChannelMatches;
import io.sintonia.guide.MatchBook;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which guide channel belongs to which channel: what was found, and what the owner says to it. */
@Controller("/api/v1/guide-matches")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class GuideMatchResource {
    private final MatchBook matches;

    GuideMatchResource(MatchBook matches) {
        this.matches = matches;
    }

    /** A channel with its places in guides; of applied ones the first decides, of proposals it is the likeliest. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Shown(long channel, String name, String state, List<Place> places) {
        static Shown of(ChannelMatches matches) {
            return new Shown(
                    matches.channelId(),
                    matches.channelName(),
                    matches.state().name().toLowerCase(Locale.ROOT),
                    matches.places().stream().map(Place::of).toList());
        }
    }

    /** A channel of a guide. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Place(String guide, String guideChannel, int score, List<String> reasons) {
        static Place of(ChannelMatches.Place place) {
            return new Place(place.guide(), place.guideChannel(), place.score(), place.reasons());
        }
    }

    /**
     * What the owner says; exactly one of {@code guide_channel}, {@code excluded} and {@code locked}.
     *
     * @param guide which guide has the channel; without it the preferred one that has it
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Choice(
            @Nullable String guide,
            @Nullable String guideChannel,
            @Nullable Boolean excluded,
            @Nullable Boolean locked) {}

    /** All, or those in one state. */
    @Get("{?state,page,size}")
    HttpResponse<?> list(
            @QueryValue(defaultValue = "") String state,
            @QueryValue(defaultValue = "1") int page,
            @QueryValue(defaultValue = "50") int size) {
        Optional<ChannelMatches.State> wanted = ChannelMatches.State.of(state);
        return wanted.isEmpty() && !state.isBlank()
                ? Problem.answer(
                        HttpStatus.BAD_REQUEST,
                        "state is '" + state + "': expected applied, proposed, chosen, locked or excluded")
                : HttpResponse.ok(
                        Page.of(matches.list(wanted).stream().map(Shown::of).toList(), page, size));
    }

    /** Says which guide channel it is, that there is none, or that what was found stays. Remembered, and never overwritten. */
    @Put("/{channel}")
    HttpResponse<?> choose(long channel, @Body Choice choice) {
        boolean isExcluded = Optional.ofNullable(choice.excluded()).orElse(false);
        boolean isLocked = Optional.ofNullable(choice.locked()).orElse(false);
        String guideChannel = choice.guideChannel();
        int said = (guideChannel == null ? 0 : 1) + (isExcluded ? 1 : 0) + (isLocked ? 1 : 0);
        if (said != 1) {
            return Problem.answer(
                    HttpStatus.BAD_REQUEST, "expected one of guide_channel, excluded: true and locked: true");
        }
        String guide = choice.guide();
        MatchBook.Outcome outcome;
        if (guideChannel != null) {
            outcome = matches.choose(channel, guide == null ? "" : guide, guideChannel);
        } else {
            outcome = isExcluded ? matches.exclude(channel) : matches.lock(channel);
        }
        return switch (outcome) {
            case MatchBook.Outcome.Done(ChannelMatches now) -> HttpResponse.ok(Shown.of(now));
            case MatchBook.Outcome.Refused(String sentence) -> Problem.answer(HttpStatus.NOT_FOUND, sentence);
        };
    }

    /** Forgets what the owner said: what is found by itself holds again. */
    @Delete("/{channel}")
    HttpResponse<?> forget(long channel) {
        return matches.forget(channel)
                ? HttpResponse.noContent()
                : Problem.answer(HttpStatus.NOT_FOUND, "nothing was chosen for channel " + channel);
    }
}
