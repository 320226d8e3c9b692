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
import io.sintonia.relay.ChannelStatus;
import io.sintonia.relay.Relay;
import io.sintonia.relay.Viewer;
import io.sintonia.relay.Viewing;
import java.time.Instant;
import java.util.List;

/** What plays now, and ending it. */
@Controller("/api/v1/live")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class LiveResource {
    private final Relay relay;

    LiveResource(Relay relay) {
        this.relay = relay;
    }

    /** A channel that plays. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Playing(
            long id,
            String name,
            String state,
            String source,
            int upstreamConnections,
            long bitrate,
            double bufferedSeconds,
            String video,
            List<String> audio,
            long lostPackets,
            long junkBytes,
            long skips,
            List<Watching> viewers) {
        static Playing of(ChannelStatus status) {
            ChannelStatus.Feed feed = status.feed();
            return new Playing(
                    status.id(),
                    status.name(),
                    status.state(),
                    feed.source(),
                    status.upstreamConnections(),
                    feed.bitsPerSecond(),
                    status.bufferedSeconds(),
                    feed.video(),
                    feed.audio(),
                    feed.losses(),
                    feed.junkBytes(),
                    status.skips(),
                    status.viewings().stream().map(Watching::of).toList());
        }
    }

    /** Who watches it. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Watching(long id, String user, String address, String agent, Instant since, long bytes, long skipped) {
        static Watching of(Viewing viewing) {
            Viewer viewer = viewing.viewer();
            return new Watching(
                    viewer.id(),
                    viewer.user(),
                    viewer.address(),
                    viewer.agent(),
                    viewer.since(),
                    viewing.bytes(),
                    viewing.skipped());
        }
    }

    /** The channels that play now. */
    @Get("{?page,size}")
    Page<Playing> list(@QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "50") int size) {
        return Page.of(relay.playing().stream().map(Playing::of).toList(), page, size);
    }

    /** Ends a channel for all its viewers. */
    @Delete("/{channel}")
    HttpResponse<?> end(long channel) {
        return relay.end(channel)
                ? HttpResponse.noContent()
                : Problem.answer(HttpStatus.NOT_FOUND, "channel " + channel + " does not play");
    }

    /** Ends one viewer. */
    @Delete("/{channel}/viewers/{viewer}")
    HttpResponse<?> dismiss(long channel, long viewer) {
        return relay.dismiss(channel, viewer)
                ? HttpResponse.noContent()
                : Problem.answer(HttpStatus.NOT_FOUND, "channel " + channel + " has no viewer " + viewer);
    }
}
