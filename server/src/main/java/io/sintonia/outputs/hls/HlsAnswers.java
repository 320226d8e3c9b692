package io.sintonia.outputs.hls;

import io.sintonia.accounts.UserSettings;
import io.sintonia.channellog.ChannelLog;
import io.sintonia.channellog.LogSegment;
import io.sintonia.outputs.gate.Entry;
import io.sintonia.outputs.live.Entrance;
import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.wire.PlayerRequest;
import io.sintonia.plays.Play;
import io.sintonia.relay.Relay;
import io.sintonia.relay.Viewing;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Answers for HLS: the playlist, which is personal (it admits, counts and keeps a viewer), and the segments, which are the
 * same for all viewers and need no login, only an address that cannot be guessed.
 */
public final class HlsAnswers {
    /** With fewer segments than this a player has nothing to start from. */
    private static final int FIRST_SEGMENTS = 2;

    private static final Duration FOR_FIRST_SEGMENTS = Duration.ofSeconds(12);

    private final Entrance entrance;
    private final HlsViewers viewers;
    private final Relay relay;
    private final SegmentTokens tokens;
    private final SlateFiles slates;
    /** What was listed last, by log. */
    private final Map<ChannelLog, PlaylistWindow> lists = Collections.synchronizedMap(new WeakHashMap<>());

    public HlsAnswers(Entrance entrance, HlsViewers viewers, Relay relay, SegmentTokens tokens, SlateFiles slates) {
        this.entrance = entrance;
        this.viewers = viewers;
        this.relay = relay;
        this.tokens = tokens;
        this.slates = slates;
    }

    /** What a channel's playlist is answered with. Blocks until there are segments or a reason. */
    public Answer playlist(PlayerRequest request, Entry entry, long channelId) {
        return switch (viewers.find(request, entry, channelId)) {
            case HlsViewers.Found.Evicted() -> Answer.text(403, "this account is watching elsewhere");
            case HlsViewers.Found.Watching(Viewing viewing, Play play) -> list(request, entry, viewing, play);
            case HlsViewers.Found.Newcomer() ->
                switch (entrance.admit(request, entry, channelId, UserSettings.Format.M3U8)) {
                    case Entrance.Outcome.No(Answer answer) -> answer;
                    case Entrance.Outcome.Refused refused -> slates.playlist(request, refused);
                    case Entrance.Outcome.HeadOnly() -> new Answer.Whole(head(), new byte[0]);
                    case Entrance.Outcome.Yes yes -> {
                        viewers.add(request, yes);
                        yield list(request, entry, yes.viewing(), yes.play());
                    }
                };
        };
    }

    /** What {@code /hls/{token}/{number}.ts} is answered with. */
    public Answer segment(PlayerRequest request, String token, String file) {
        if (slates.has(token)) {
            return slates.segment(token, number(file));
        }
        Optional<LogSegment> found = tokens.channelOf(token)
                .flatMap(relay::log)
                .flatMap(log -> number(file).flatMap(log::segment))
                .filter(LogSegment::tryRetain);
        if (!request.isHead()) {
            found.ifPresent(segment -> tokens.channelOf(token)
                    .ifPresent(channelId ->
                            viewers.countSegment(request, channelId, segment.preamble().length + segment.length())));
        }
        return found.<Answer>map(segment -> new Answer.FilePart(
                        new Answer.Head(
                                200,
                                Map.of(
                                        "Content-Type",
                                        "video/mp2t",
                                        "Cache-Control",
                                        "public, max-age=120, immutable")),
                        segment.preamble(),
                        new Bytes(segment)))
                .orElseGet(() -> Answer.text(404, "this segment is gone or never was"));
    }

    private Answer list(PlayerRequest request, Entry entry, Viewing viewing, Play play) {
        if (!viewing.awaitSegments(FIRST_SEGMENTS, FOR_FIRST_SEGMENTS)
                && viewing.log().window().isEmpty()) {
            return Answer.text(504, "this channel gives no segments now");
        }
        ChannelLog log = viewing.log();
        List<LogSegment> window = log.window();
        if (window.isEmpty()) {
            return Answer.text(503, "this channel has just ended");
        }
        play.joined(viewing::source);
        String folder =
                "../".repeat(request.segments().size() - 1) + "hls/" + tokens.tokenOf(viewing.channelId()) + "/";
        ListedWindow listed =
                lists.computeIfAbsent(log, any -> new PlaylistWindow()).of(window, folder);
        viewers.told(request, entry, viewing.channelId(), Duration.ofSeconds(listed.target()));
        if (request.parameters().get("_HLS_skip").isPresent() && listed.offersSkips()) {
            return new Answer.Whole(head(), listed.sinceSkip());
        }
        return listed.isWorthPacking() && request.wishes().gzip()
                ? new Answer.Whole(
                        head().with("Content-Encoding", "gzip").with("Vary", "Accept-Encoding"), listed.packed())
                : new Answer.Whole(head(), listed.body());
    }

    static Answer.Head head() {
        return new Answer.Head(
                200,
                Map.of(
                        "Content-Type",
                        "application/vnd.apple.mpegurl",
                        "Cache-Control",
                        "no-store, no-cache, must-revalidate"));
    }

    private static Optional<Long> number(String file) {
        String digits = file.endsWith(".ts") ? file.substring(0, file.length() - 3) : file;
        boolean number =
                !digits.isEmpty() && digits.length() < 19 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Optional.of(Long.parseLong(digits)) : Optional.empty();
    }

    /** A segment that has been retained for one answer. */
    private record Bytes(LogSegment segment) implements Answer.FileBytes {
        @Override
        public FileChannel file() {
            return segment.file();
        }

        @Override
        public long length() {
            return segment.length();
        }

        @Override
        public void release() {
            segment.release();
        }
    }
}
