package io.sintonia.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.Channel;
import io.sintonia.checks.CheckRows;
import io.sintonia.checks.Checked;
import io.sintonia.checks.Checks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which addresses play, as last looked. */
@Controller("/api/v1")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class CheckResource {
    private final Checks checks;
    private final CheckRows rows;
    private final Catalogue catalogue;

    CheckResource(Checks checks, CheckRows rows, Catalogue catalogue) {
        this.checks = checks;
        this.rows = rows;
        this.catalogue = catalogue;
    }

    /** What was found of an address; {@code reason} is empty if it works. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Shown(
            long streamSourceId, Instant at, boolean works, String reason, long tookMs, String video, String audio) {
        static Shown of(Checked checked) {
            return new Shown(
                    checked.streamSourceId(),
                    checked.at(),
                    checked.works(),
                    checked.text(),
                    checked.took().toMillis(),
                    checked.video(),
                    checked.audio());
        }
    }

    /** The same with its channel. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record OfChannel(long channelId, String channelName, Shown check) {
        static OfChannel of(CheckRows.Latest latest) {
            return new OfChannel(latest.channelId(), latest.channelName(), Shown.of(latest.checked()));
        }
    }

    /** What a check that was asked for found, and why some addresses were not looked at. */
    @Serdeable
    record Report(List<Shown> checks, List<String> skipped) {}

    /** The newest result of each address, newest first. */
    @Get("/checks{?works,page,size}")
    Page<OfChannel> list(
            @Nullable @QueryValue Boolean works,
            @QueryValue(defaultValue = "1") int page,
            @QueryValue(defaultValue = "50") int size) {
        int most = Math.clamp(size, 1, Page.LARGEST);
        CheckRows.Found found = rows.latest(Optional.ofNullable(works), (Math.max(page, 1) - 1L) * most, most);
        return new Page<>(found.items().stream().map(OfChannel::of).toList(), Math.max(page, 1), most, found.total());
    }

    /** What was found of a channel's addresses, newest first. */
    @Get("/channels/{id}/checks{?page,size}")
    HttpResponse<?> of(long id, @QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "50") int size) {
        Optional<Channel> channel = catalogue.current().channel(id);
        return channel.isEmpty()
                ? unknown(id)
                : HttpResponse.ok(
                        Page.of(rows.of(channel.get()).stream().map(Shown::of).toList(), page, size));
    }

    /** Looks at a channel's addresses now. */
    @Post("/channels/{id}/check")
    HttpResponse<?> now(long id) throws InterruptedException {
        Optional<Channel> channel = catalogue.current().channel(id);
        if (channel.isEmpty()) {
            return unknown(id);
        }
        Optional<Checks.Report> report = checks.now(channel.get());
        if (report.isEmpty()) {
            return Problem.answer(HttpStatus.CONFLICT, "another check is under way: try again in a moment");
        }
        Checks.Report found = report.get();
        if (found.found().isEmpty() && !found.skipped().isEmpty()) {
            return Problem.answer(
                    HttpStatus.CONFLICT, "not checked: " + found.skipped().getFirst());
        }
        return HttpResponse.ok(new Report(found.found().stream().map(Shown::of).toList(), found.skipped()));
    }

    private static HttpResponse<?> unknown(long id) {
        return Problem.answer(HttpStatus.NOT_FOUND, "there is no channel " + id);
    }
}
