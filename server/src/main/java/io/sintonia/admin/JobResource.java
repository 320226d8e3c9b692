package io.sintonia.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.sintonia.sources.ImportJob;
import io.sintonia.sources.ImportSchedule;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Work that takes longer than a request. */
@Controller("/api/v1/jobs")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class JobResource {
    private final ImportSchedule schedule;

    JobResource(ImportSchedule schedule) {
        this.schedule = schedule;
    }

    /** A job. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Job(
            long id,
            String kind,
            String subject,
            String state,
            double progress,
            String message,
            Instant started,
            long tookMs) {
        static Job of(ImportJob job) {
            return new Job(
                    job.id(),
                    "import",
                    job.sourceName(),
                    job.state().name().toLowerCase(Locale.ROOT),
                    job.isOver() ? 1 : 0,
                    job.message(),
                    job.started(),
                    job.took().toMillis());
        }
    }

    /** The newest jobs, newest first. */
    @Get("{?page,size}")
    Page<Job> list(@QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "50") int size) {
        return Page.of(schedule.jobs().stream().map(Job::of).toList(), page, size);
    }

    /** Stops one that waits or runs; nothing has changed then. Answers at once, the job ends a moment later. */
    @Delete("/{id}")
    HttpResponse<?> cancel(long id) {
        return switch (schedule.cancel(id)) {
            case STOPPING -> HttpResponse.accepted();
            case OVER -> Problem.answer(HttpStatus.CONFLICT, "job " + id + " is over");
            case UNKNOWN -> Problem.answer(HttpStatus.NOT_FOUND, "there is no job " + id);
        };
    }

    /** One job. */
    @Get("/{id}")
    HttpResponse<?> find(long id) {
        Optional<Job> found = schedule.jobs().stream()
                .filter(job -> job.id() == id)
                .findFirst()
                .map(Job::of);
        return found.isPresent()
                ? HttpResponse.ok(found.get())
                : Problem.answer(HttpStatus.NOT_FOUND, "there is no job " + id);
    }
}
