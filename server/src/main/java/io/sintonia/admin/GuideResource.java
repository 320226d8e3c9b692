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
import io.sintonia.guide.GuideReport;
import io.sintonia.guide.GuideSchedule;
import io.sintonia.guide.GuideSource;
import io.sintonia.guide.GuideSources;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where programmes come from, and what reading each guide brought. */
@Controller("/api/v1/guides")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class GuideResource {
    private static final int REPORTS = 50;

    private final GuideSources guides;
    private final GuideSchedule schedule;

    GuideResource(GuideSources guides, GuideSchedule schedule) {
        this.guides = guides;
        this.schedule = schedule;
    }

    /**
     * A guide; its address may hold credentials and is not shown.
     *
     * @param refreshing whether it is read now, or waits for it
     * @param outcome of the last reading; empty before the first
     * @param message of the last reading
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Shown(
            long id,
            String name,
            int priority,
            long refreshSeconds,
            long shiftSeconds,
            @Nullable Instant refreshed,
            boolean refreshing,
            long channels,
            long programmes,
            String outcome,
            String message) {}

    /** What one reading brought. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Report(
            Instant started,
            long tookMs,
            String outcome,
            String message,
            long channels,
            long channelsKept,
            long programmes,
            long programmesKept,
            long leftOut,
            List<Said> remarks) {
        static Report of(GuideReport report) {
            GuideReport.Counts counts = report.counts();
            return new Report(
                    report.started(),
                    report.took().toMillis(),
                    word(report.outcome()),
                    report.message(),
                    counts.channels(),
                    counts.kept(),
                    counts.programmes(),
                    counts.stored(),
                    counts.leftOut(),
                    report.remarks().stream()
                            .map(remark -> new Said(remark.line(), remark.text(), remark.reason()))
                            .toList());
        }
    }

    /** Something that was odd in a guide. */
    @Serdeable
    record Said(long line, String text, String reason) {}

    /** Whether it is read because of this request, or was on its way already. */
    @Serdeable
    record Begun(long guide, boolean begun) {}

    /** All guides, the preferred one first. */
    @Get("{?page,size}")
    Page<Shown> list(@QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "50") int size) {
        return Page.of(guides.all().stream().map(this::shown).toList(), page, size);
    }

    /** One guide. */
    @Get("/{id}")
    HttpResponse<?> find(long id) {
        Optional<Shown> found = guides.find(id).map(this::shown);
        return found.isPresent() ? HttpResponse.ok(found.get()) : unknown(id);
    }

    /** Its newest reports, newest first. */
    @Get("/{id}/reports{?page,size}")
    HttpResponse<?> reports(
            long id, @QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "50") int size) {
        return guides.find(id).isPresent()
                ? HttpResponse.ok(Page.of(
                        guides.reports(id, REPORTS).stream().map(Report::of).toList(), page, size))
                : unknown(id);
    }

    /** Reads it again now, if it has changed. */
    @Post("/{id}/refresh")
    HttpResponse<?> refresh(long id) {
        Optional<GuideSource> guide = guides.find(id);
        return guide.isPresent()
                ? HttpResponse.accepted().body(new Begun(id, schedule.refresh(guide.get())))
                : unknown(id);
    }

    private Shown shown(GuideSource guide) {
        Optional<GuideReport> last = guides.reports(guide.id(), 1).stream().findFirst();
        return new Shown(
                guide.id(),
                guide.name(),
                guide.priority(),
                guide.refresh().toSeconds(),
                guide.shift().toSeconds(),
                guide.standing().refreshedAt().orElse(null),
                schedule.isUnderWay(guide.id()),
                guide.standing().channels(),
                guide.standing().programmes(),
                last.map(report -> word(report.outcome())).orElse(""),
                last.map(GuideReport::message).orElse(""));
    }

    private static String word(GuideReport.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static HttpResponse<Problem> unknown(long id) {
        return Problem.answer(HttpStatus.NOT_FOUND, "there is no guide " + id);
    }
}
