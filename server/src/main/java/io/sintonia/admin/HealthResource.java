package io.sintonia.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.sintonia.channellog.SegmentStore;
import io.sintonia.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether the house stands: for orchestrators and people. */
@Controller("/health")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class HealthResource {
    private static final String UP = "up";

    private final Database database;
    private final SegmentStore segments;

    HealthResource(Database database, SegmentStore segments) {
        this.database = database;
        this.segments = segments;
    }

    /** The whole and its parts. */
    @Serdeable
    record Health(String status, Map<String, String> checks) {}

    /** The process answers. */
    @Get("/live")
    Health live() {
        return new Health(UP, Map.of());
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
        boolean well = checks.values().stream().allMatch(state -> state.startsWith(UP));
        Health health = new Health(well ? UP : "down", checks);
        return well
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
        try {
            long free = Files.getFileStore(segments.directory()).getUsableSpace();
            long left = segments.budgetBytes() - segments.takenBytes();
            return free < left / 8
                    ? UP + ", but nearly full: " + (free >> 20) + " MB free; the oldest segments will go first"
                    : UP;
        } catch (IOException e) {
            return "down: the live directory cannot be read";
        }
    }
}
