package io.sintonia.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.sintonia.curation.Bouquets;
import io.sintonia.curation.Bouquets.Content;
import io.sintonia.curation.Bouquets.Outcome;
import io.sintonia.curation.Bouquets.Owned;
import io.sintonia.curation.Bouquets.Single;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Selections of channels that accounts are given. */
@Controller("/api/v1/bouquets")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class BouquetResource {
    private final Bouquets bouquets;

    BouquetResource(Bouquets bouquets) {
        this.bouquets = bouquets;
    }

    /** A single channel that is in it, or is kept out of it. */
    @Serdeable
    record Member(long id, @Nullable Boolean member) {
        Single single() {
            return new Single(id, member == null || member);
        }
    }

    /** A bouquet. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Shown(
            long id,
            String name,
            List<String> groups,
            List<Member> channels,
            List<String> conditions,
            boolean fromFile) {
        static Shown of(Owned owned) {
            Content content = owned.content();
            return new Shown(
                    owned.id(),
                    content.name(),
                    content.groups(),
                    content.channels().stream()
                            .map(single -> new Member(single.channelId(), single.member()))
                            .toList(),
                    content.conditions(),
                    owned.fromFile());
        }
    }

    /** A bouquet as it is wished; what is left out stays as it is, or is empty. */
    @Serdeable
    record Wish(
            @Nullable String name,
            @Nullable List<String> groups,
            @Nullable List<Member> channels,
            @Nullable List<String> conditions) {
        Content on(Content before) {
            return new Content(
                    name == null ? before.name() : name.strip(),
                    groups == null ? before.groups() : groups,
                    channels == null
                            ? before.channels()
                            : channels.stream().map(Member::single).toList(),
                    conditions == null ? before.conditions() : conditions);
        }
    }

    /** All of them. */
    @Get("{?page,size}")
    Page<Shown> list(@QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "50") int size) {
        return Page.of(bouquets.all().stream().map(Shown::of).toList(), page, size);
    }

    /** One of them. */
    @Get("/{id}")
    HttpResponse<?> find(long id) {
        Optional<Shown> found = bouquets.find(id).map(Shown::of);
        return found.isPresent() ? HttpResponse.ok(found.get()) : unknown(id);
    }

    /** Makes one. */
    @Post
    HttpResponse<?> create(@Body Wish wish) {
        return answer(bouquets.create(wish.on(new Content("", List.of(), List.of(), List.of()))), HttpStatus.CREATED);
    }

    /** Changes one. */
    @Patch("/{id}")
    HttpResponse<?> change(long id, @Body Wish wish) {
        Optional<Owned> before = bouquets.find(id);
        return before.isEmpty()
                ? unknown(id)
                : answer(bouquets.change(id, wish.on(before.get().content())), HttpStatus.OK);
    }

    /** Removes one; an account that had nothing else sees nothing then. */
    @Delete("/{id}")
    HttpResponse<?> delete(long id) {
        Outcome outcome = bouquets.delete(id);
        return outcome instanceof Outcome.Done ? HttpResponse.noContent() : answer(outcome, HttpStatus.OK);
    }

    private HttpResponse<?> answer(Outcome outcome, HttpStatus status) {
        return switch (outcome) {
            case Outcome.Done(long id) -> {
                Optional<Shown> made = bouquets.find(id).map(Shown::of);
                yield made.isPresent() ? HttpResponse.status(status).body(made.get()) : unknown(id);
            }
            case Outcome.Unknown() -> Problem.answer(HttpStatus.NOT_FOUND, "there is no such bouquet");
            case Outcome.Refused(String why) -> Problem.answer(HttpStatus.CONFLICT, why);
            case Outcome.Wrong(var problems) ->
                EditAnswers.wrong(problems.stream()
                        .map(problem -> new Problem.FieldError(problem.field(), problem.message()))
                        .toList());
        };
    }

    private static HttpResponse<Problem> unknown(long id) {
        return Problem.answer(HttpStatus.NOT_FOUND, "there is no bouquet " + id);
    }
}
