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
import io.sintonia.formats.Remark;
import io.sintonia.relay.ProviderUse;
import io.sintonia.relay.Relay;
import io.sintonia.sources.ImportJob;
import io.sintonia.sources.ImportReport;
import io.sintonia.sources.ImportSchedule;
import io.sintonia.sources.Importer.Vanishing;
import io.sintonia.sources.Source;
import io.sintonia.sources.SourceRows;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where channels come from, and what each import brought. */
@Controller("/api/v1/sources")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class SourceResource {
    private static final int REPORTS = 50;

    private final SourceRows sources;
    private final ImportSchedule schedule;
    private final Relay relay;

    SourceResource(SourceRows sources, ImportSchedule schedule, Relay relay) {
        this.sources = sources;
        this.schedule = schedule;
        this.relay = relay;
    }

    /**
     * A source; its address may hold credentials and is not shown.
     *
     * @param connections taken now
     * @param maxConnections as declared; 0 for no limit
     * @param learntLimit how many connections it seems to allow, if it has refused one too many lately
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Shown(
            long id,
            String name,
            String type,
            boolean enabled,
            long refreshSeconds,
            int connections,
            int maxConnections,
            @Nullable Integer learntLimit,
            boolean refreshCounts,
            boolean trustLocal,
            @Nullable Instant refreshed) {
        static Shown of(Source source, ProviderUse use) {
            @Nullable
            Integer learnt = use.learntLimit().isPresent() ? use.learntLimit().getAsInt() : null;
            return new Shown(
                    source.id(),
                    source.name(),
                    source.kind(),
                    source.enabled(),
                    source.refresh().toSeconds(),
                    use.connections(),
                    source.provider().maxConnections(),
                    learnt,
                    source.provider().refreshCounts(),
                    source.provider().trustLocal(),
                    source.refreshedAt().orElse(null));
        }
    }

    /** What one import brought. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Report(
            Instant started,
            long tookMs,
            String outcome,
            String message,
            long found,
            long added,
            long changed,
            long unchanged,
            long vanished,
            long skippedCount,
            boolean heldBack,
            List<Skipped> skipped) {
        static Report of(ImportReport report) {
            ImportReport.Counts counts = report.counts();
            return new Report(
                    report.started(),
                    report.took().toMillis(),
                    report.outcome().name().toLowerCase(Locale.ROOT),
                    report.message(),
                    counts.found(),
                    counts.added(),
                    counts.changed(),
                    counts.unchanged(),
                    counts.vanished(),
                    counts.skipped(),
                    report.outcome() == ImportReport.Outcome.HELD_BACK,
                    report.skipped().stream().map(Skipped::of).toList());
        }
    }

    /** An entry that was not taken over. */
    @Serdeable
    record Skipped(long line, String text, String reason) {
        static Skipped of(Remark remark) {
            return new Skipped(remark.line(), remark.text(), remark.reason());
        }
    }

    /** Which job does it. */
    @Serdeable
    record Started(long job) {}

    /** All sources. */
    @Get("{?page,size}")
    Page<Shown> list(@QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "50") int size) {
        return Page.of(sources.all().stream().map(this::shown).toList(), page, size);
    }

    /** One source. */
    @Get("/{id}")
    HttpResponse<?> find(long id) {
        Optional<Shown> found = sources.find(id).map(this::shown);
        return found.isPresent() ? HttpResponse.ok(found.get()) : unknown(id);
    }

    /** Its newest reports, newest first. */
    @Get("/{id}/reports{?page,size}")
    HttpResponse<?> reports(
            long id, @QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "50") int size) {
        return sources.find(id).isPresent()
                ? HttpResponse.ok(Page.of(
                        sources.reports(id, REPORTS).stream().map(Report::of).toList(), page, size))
                : unknown(id);
    }

    /** Reads it again now; with {@code approve=true} also when much of it has vanished. */
    @Post("/{id}/refresh{?approve}")
    HttpResponse<?> refresh(long id, @QueryValue(defaultValue = "false") boolean approve) {
        Optional<Source> source = sources.find(id);
        if (source.isEmpty()) {
            return unknown(id);
        }
        ImportJob job = schedule.refresh(source.get(), approve ? Vanishing.APPROVED : Vanishing.GUARDED);
        return HttpResponse.accepted().body(new Started(job.id()));
    }

    private Shown shown(Source source) {
        return Shown.of(source, relay.use(source.id()));
    }

    private static HttpResponse<Problem> unknown(long id) {
        return Problem.answer(HttpStatus.NOT_FOUND, "there is no source " + id);
    }
}
