package io.sintonia.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.sintonia.channellog.SegmentStore;
import io.sintonia.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the house stands: for orchestrators and people. */
@Controller("/health")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class HealthResource {
    private static final String UP = "up";
    private static final String ATTENTION = "attention";
    private static final String DOWN = "down";

    private final Database database;
    private final SegmentStore segments;
    private final InstantSource clock;

    HealthResource(Database database, SegmentStore segments, InstantSource clock) {
        this.database = database;
        this.segments = segments;
        this.clock = clock;
    }

    /** The whole and its parts; where it was asked for, the live directory in numbers. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Health(
            String status,
            Map<String, String> checks,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            LiveDirectory liveDirectory) {}

    /**
     * How full the live directory is.
     *
     * @param freeBytes of the file system it lies on; -1 if it cannot be read
     * @param takenBytes by live segments
     * @param budgetBytes the most they may take
     * @param fullSince since when segments go before their time; not there while they do not
     * @param droppedSegments how many have, since the start
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record LiveDirectory(
            long freeBytes,
            long takenBytes,
            long budgetBytes,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant fullSince,

            long droppedSegments) {}

    /** The process answers. */
    @Get("/live")
    Health live() {
        return new Health(UP, Map.of(), null);
    }

    /** It can serve. */
    @Get("/ready")
    HttpResponse<Health> ready() {
        return health();
    }

    /** What is well and what is not. */
    @Get
    HttpResponse<Health> health() {
        Map<String, String> checks = new LinkedHashMap<>();
        checks.put("database", database());
        checks.put("live_directory", liveDirectory());
        boolean stands = checks.values().stream().noneMatch(state -> state.startsWith(DOWN));
        boolean well = checks.values().stream().allMatch(state -> state.startsWith(UP));
        Health health = new Health(well ? UP : stands ? ATTENTION : DOWN, checks, inNumbers());
        return stands
                ? HttpResponse.ok(health)
                : HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE).body(health);
    }

    private String database() {
        try {
            database.read(sql -> sql.selectOne().fetch());
            return UP;
        } catch (RuntimeException e) {
            return "down: the database does not answer";
        }
    }

    private String liveDirectory() {
        long free = freeBytes();
        if (free < 0) {
            return "down: the live directory cannot be read";
        }
        // all channels go on playing, so it is nothing that a restart would mend
        Optional<Instant> fullSince = segments.fullSince(clock.instant());
        if (fullSince.isPresent()) {
            return ATTENTION + ": full since " + fullSince.get().truncatedTo(ChronoUnit.SECONDS)
                    + ", the oldest segments go before live.window is over; give live.directory more room and raise"
                    + " live.buffer-limit, or lower live.window";
        }
        long left = segments.budgetBytes() - segments.takenBytes();
        return free < left / 8
                ? UP + ", but nearly full: " + (free >> 20) + " MB free; the oldest segments will go first"
                : UP;
    }

    private LiveDirectory inNumbers() {
        return new LiveDirectory(
                freeBytes(),
                segments.takenBytes(),
                segments.budgetBytes(),
                segments.fullSince(clock.instant()).orElse(null),
                segments.droppedEarly());
    }

    private long freeBytes() {
        try {
            return Files.getFileStore(segments.directory()).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }
}
