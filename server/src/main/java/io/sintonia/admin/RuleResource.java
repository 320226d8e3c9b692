package io.sintonia.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.sintonia.curation.Edits;
import io.sintonia.curation.Edits.RuleText;
import io.sintonia.curation.RulePreview;
import io.sintonia.curation.rules.Listed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The owner's rules: read and written as one list, tried before they are applied. */
@Controller("/api/v1/rules")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class RuleResource {
    private final Edits edits;
    private final RulePreview preview;

    RuleResource(Edits edits, RulePreview preview) {
        this.edits = edits;
        this.preview = preview;
    }

    /** A rule. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Shown(String name, String when, String then, boolean enabled, boolean fromFile) {
        static Shown of(Edits.OwnedRule rule) {
            RuleText text = rule.text();
            return new Shown(text.name(), text.when(), text.then(), text.enabled(), rule.fromFile());
        }
    }

    /** All rules, in their order. */
    @Serdeable
    record All(List<Shown> items, int total) {}

    /**
     * A rule as it is wished.
     *
     * @param when left out or empty for every channel
     * @param fromFile as it was listed; the file's rules are the file's to change and passed over here
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Wish(
            @Nullable String name,
            @Nullable String when,
            @Nullable String then,
            @Nullable Boolean enabled,
            @Nullable Boolean fromFile) {
        boolean isOwn() {
            return fromFile == null || !fromFile;
        }

        RuleText text() {
            return new RuleText(
                    name == null ? "" : name.strip(),
                    when == null ? "" : when,
                    then == null ? "" : then,
                    enabled == null || enabled);
        }
    }

    /** All the owner's rules as they are wished. */
    @Serdeable
    record Wishes(@Nullable List<Wish> rules) {
        List<RuleText> texts() {
            return rules == null
                    ? List.of()
                    : rules.stream().filter(Wish::isOwn).map(Wish::text).toList();
        }
    }

    /** What a rule would do. */
    @Serdeable
    record Count(String name, long matched, long hidden, long changed) {
        static Count of(RulePreview.Count count) {
            return new Count(count.name(), count.matched(), count.hidden(), count.changed());
        }
    }

    /** What rules see of a channel. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Face(String name, String number, String logo, String guideId, String group, boolean hidden) {
        static Face of(Listed listed) {
            return new Face(
                    listed.name(), listed.number(), listed.logo(), listed.guide(), listed.group(), listed.hidden());
        }
    }

    /** A channel before and after. */
    @Serdeable
    record Sample(long id, Face before, Face after) {
        static Sample of(RulePreview.Sample sample) {
            return new Sample(sample.channelId(), Face.of(sample.before()), Face.of(sample.after()));
        }
    }

    /** What all would do. */
    @Serdeable
    record Preview(List<Count> rules, long changed, List<Sample> samples) {}

    /** All rules, those of the configuration file first. */
    @Get
    All list() {
        List<Shown> all = edits.rules().stream().map(Shown::of).toList();
        return new All(all, all.size());
    }

    /** Makes the owner's rules exactly these, in this order. */
    @Put
    HttpResponse<?> replace(@Body Wishes wishes, Authentication actor) {
        return wishes.rules() == null ? missing() : EditAnswers.of(edits.rules(actor.getName(), wishes.texts()));
    }

    /** Tells what they would do: counts for each, and the first channels that would be different. */
    @Post("/preview")
    HttpResponse<?> preview(@Body Wishes wishes) {
        if (wishes.rules() == null) {
            return missing();
        }
        return switch (preview.of(wishes.texts())) {
            case RulePreview.Outcome.Refused(var problems) ->
                EditAnswers.wrong(problems.stream()
                        .map(problem -> new Problem.FieldError(problem.field(), problem.message()))
                        .toList());
            case RulePreview.Outcome.Shown(var rules, var samples, long changed) ->
                HttpResponse.ok(new Preview(
                        rules.stream().map(Count::of).toList(),
                        changed,
                        samples.stream().map(Sample::of).toList()));
        };
    }

    private static HttpResponse<Problem> missing() {
        return EditAnswers.wrong("rules", "expected a list of rules, possibly empty");
    }
}
