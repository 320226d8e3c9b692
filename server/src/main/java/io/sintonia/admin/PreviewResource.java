package io.sintonia.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.sintonia.config.InvalidInput;
import io.sintonia.sources.SourcePreview;
import io.sintonia.sources.SourcePreviews;
import io.sintonia.sources.SourceSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a source would bring, before it is made. */
@Controller("/api/v1/sources/preview")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class PreviewResource {
    private final SourcePreviews previews;

    PreviewResource(SourcePreviews previews) {
        this.previews = previews;
    }

    /** What it would bring. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Preview(String kind, long found, List<Item> items, long skippedCount, List<SourceResource.Skipped> skipped) {
        static Preview of(SourceSettings.Type type, SourcePreview seen) {
            return new Preview(
                    type.name().toLowerCase(Locale.ROOT),
                    seen.found(),
                    seen.items().stream()
                            .map(item -> new Item(item.name(), item.group(), item.address()))
                            .toList(),
                    seen.skippedCount(),
                    seen.skipped().stream().map(SourceResource.Skipped::of).toList());
        }
    }

    /** Something that would be taken over. */
    @Serdeable
    record Item(String name, String group, String address) {}

    /** Reads a source that is not made, and keeps nothing of it. */
    @Post
    HttpResponse<?> look(@Body SourceWish wish) {
        SourceSettings settings;
        try {
            settings = wish.settings(Optional.empty());
        } catch (InvalidInput e) {
            return SourceResource.invalid(e);
        }
        return switch (previews.look(settings)) {
            case SourcePreview.Outcome.Seen(SourcePreview seen) -> HttpResponse.ok(Preview.of(settings.type(), seen));
            case SourcePreview.Outcome.Failed(String sentence) ->
                Problem.answer(HttpStatus.UNPROCESSABLE_ENTITY, sentence);
            case SourcePreview.Outcome.Busy() ->
                Problem.answer(
                        HttpStatus.TOO_MANY_REQUESTS, "two sources are being previewed already; try again in a moment");
        };
    }
}
