package io.sintonia.relay;

import io.sintonia.fetch.LiveTimeouts;
import io.sintonia.formats.hls.HlsPlaylist.Media;
import io.sintonia.relay.PlaylistFollower.Due;
import io.sintonia.relay.UpstreamOpener.Opening;
import io.sintonia.relay.UpstreamOpener.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Makes an upstream of an HLS playlist that a source has answered with. */
final class HlsUpstreams {
    /** A segment may be cut only when it is asked for, so it gets longer than a stream that runs. */
    private static final Duration SEGMENT_PATIENCE = Duration.ofSeconds(10);

    private final VariantChoice choice;
    private final Function<Request, Opening> remuxer;
    private final Pause clock;

    /** {@code remuxer} opens what comes in another form than packets, anew. */
    HlsUpstreams(VariantChoice choice, Function<Request, Opening> remuxer, Pause clock) {
        this.choice = choice;
        this.remuxer = remuxer;
        this.clock = clock;
    }

    /** Finds the media playlist. The connection is the upstream's from now on, and closed if there is none. */
    Opening open(SourceConnection connection, Request request, HlsLists.Answer answer) {
        Duration patience = request.stall().compareTo(SEGMENT_PATIENCE) > 0 ? request.stall() : SEGMENT_PATIENCE;
        Duration forLists = request.firstByte().compareTo(patience) < 0 ? request.firstByte() : patience;
        LiveTimeouts asking = HttpUpstreams.timeouts(forLists, request.stall());
        LiveTimeouts playing = HttpUpstreams.timeouts(patience, request.stall());
        HlsLists lists = new HlsLists(connection, request.source().url(), choice, asking, clock);
        try {
            PlaylistFollower follower = new PlaylistFollower(playable(lists.first(answer)));
            Optional<UpstreamFailed> refusal = follower.due().map(Due::segment).flatMap(SegmentSource::refusal);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            SegmentKeys keys = new SegmentKeys(connection, playing, clock);
            SegmentSource source = new SegmentSource(connection, keys, playing);
            return new Opening.Opened(new HlsUpstream(connection, lists, source, follower, clock));
        } catch (UpstreamFailed e) {
            connection.close();
            return switch (e.remedy()) {
                case NONE -> new Opening.Failed(e.failure());
                case FFMPEG -> remuxed(request, e.failure());
            };
        } catch (IOException e) {
            connection.close();
            return new Opening.Failed(new UpstreamFailure(
                    UpstreamFailure.Kind.BROKE_OFF, "its playlist could not be read: " + e.getMessage()));
        }
    }

    private Opening remuxed(Request request, UpstreamFailure why) {
        return switch (remuxer.apply(request)) {
            case Opening.Opened opened -> opened;
            case Opening.Failed(UpstreamFailure failure) ->
                new Opening.Failed(new UpstreamFailure(failure.kind(), why.text() + "; " + failure.text()));
        };
    }

    private static Media playable(Media media) throws UpstreamFailed {
        return switch (media.growth()) {
            case LIVE, EVENT -> media;
            case ENDED -> {
                if (media.segments().isEmpty()) {
                    throw new UpstreamFailed(
                            UpstreamFailure.Kind.NOT_A_STREAM, "its playlist has ended and has no segments");
                }
                yield media;
            }
        };
    }
}
