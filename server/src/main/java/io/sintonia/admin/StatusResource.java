package io.sintonia.admin;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.sintonia.accounts.Accounts;
import io.sintonia.catalogue.Catalogue;
import io.sintonia.channellog.SegmentStore;
import io.sintonia.guide.GuideReport;
import io.sintonia.guide.GuideSources;
import io.sintonia.relay.ChannelStatus;
import io.sintonia.relay.Relay;
import io.sintonia.sources.ImportJob;
import io.sintonia.sources.ImportReport;
import io.sintonia.sources.ImportSchedule;
import io.sintonia.sources.Source;
import io.sintonia.sources.SourceRows;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** How the house is. */
@Controller("/api/v1/status")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class StatusResource {
    private final AdminOptions options;
    private final InstantSource clock;
    private final Catalogue catalogue;
    private final Accounts accounts;
    private final Relay relay;
    private final SourceRows sources;
    private final ImportSchedule schedule;
    private final SegmentStore segments;
    private final GuideSources guides;

    StatusResource(
            AdminOptions options,
            InstantSource clock,
            Catalogue catalogue,
            Accounts accounts,
            Relay relay,
            SourceRows sources,
            ImportSchedule schedule,
            SegmentStore segments,
            GuideSources guides) {
        this.options = options;
        this.clock = clock;
        this.catalogue = catalogue;
        this.accounts = accounts;
        this.relay = relay;
        this.sources = sources;
        this.schedule = schedule;
        this.segments = segments;
        this.guides = guides;
    }

    /** The state of the house. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Status(String version, long uptimeSeconds, Counts counts, long runningJobs, List<String> needsAttention) {}

    /** How much there is. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Counts(int channels, int users, int sources, int playing, int viewers) {}

    /** Version, counts, and what someone should look at. */
    @Get
    Status status() {
        List<ChannelStatus> playing = relay.playing();
        List<Source> all = sources.all();
        int viewers =
                playing.stream().mapToInt(channel -> channel.viewings().size()).sum();
        return new Status(
                options.version(),
                Duration.between(options.started(), clock.instant()).toSeconds(),
                new Counts(
                        catalogue.current().channels().size(),
                        accounts.all().size(),
                        all.size(),
                        playing.size(),
                        viewers),
                schedule.jobs().stream()
                        .filter(job -> job.state() == ImportJob.State.RUNNING)
                        .count(),
                Stream.of(liveDirectory(), imports(all), unreadGuides())
                        .flatMap(each -> each)
                        .toList());
    }

    private Stream<String> liveDirectory() {
        return segments.fullSince(clock.instant()).stream()
                .map(since -> "the live directory is full since " + since.truncatedTo(ChronoUnit.SECONDS)
                        + ": the oldest segments go before live.window is over");
    }

    private Stream<String> imports(List<Source> all) {
        return all.stream()
                .flatMap(source -> sources.reports(source.id(), 1).stream()
                        .filter(report -> report.outcome() == ImportReport.Outcome.FAILED
                                || report.outcome() == ImportReport.Outcome.HELD_BACK)
                        .map(report -> source + ": " + report.message()));
    }

    private Stream<String> unreadGuides() {
        return guides.all().stream()
                .flatMap(guide -> guides.reports(guide.id(), 1).stream())
                .filter(report -> report.outcome() == GuideReport.Outcome.FAILED)
                .map(GuideReport::message);
    }
}
