package io.sintonia.relay;

import io.sintonia.fetch.FetchFailure;
import io.sintonia.fetch.LiveOpening;
import io.sintonia.fetch.LiveStream;
import io.sintonia.fetch.LiveTimeouts;
import io.sintonia.formats.hls.HlsPlaylist;
import io.sintonia.formats.hls.HlsPlaylist.Master;
import io.sintonia.formats.hls.HlsPlaylist.Media;
import io.sintonia.formats.hls.HlsPlaylist.NotAPlaylist;
import io.sintonia.formats.hls.HlsPlaylist.Variant;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The playlists of one source: finds the media playlist to follow, and reads it again and again.
 *
 * <p>It is read where it was found, after all redirects. When that address is refused (a token ran out), the source's own
 * address is asked again; when it fails otherwise twice in a row, the next variant is tried. Each reading makes a bounded number of requests.
 * One thread.
 */
final class HlsLists {
    private static final int MOST_VARIANTS_TRIED = 4;
    private static final int FAILURES_BEFORE_THE_NEXT = 2;
    private static final Set<Integer> TOKEN_RAN_OUT = Set.of(401, 403, 404, 410);

    private final SourceConnection connection;
    private final String home;
    private final VariantChoice choice;
    private final Pause clock;
    private final LiveTimeouts timeouts;

    private List<Variant> variants = List.of();
    private Map<String, String> variables = Map.of();
    private int variant;
    private String address;
    private Optional<String> etag = Optional.empty();
    private int failures;
    private boolean freshlyAsked;
    /** Whether addresses that the source leads to are good for one reading only, so that it is asked itself each time. */
    private boolean goodForOnce;

    private boolean moved;

    /** A playlist's text and where it really came from. */
    record Answer(String text, String address) {}

    /** What reading the list again gave. */
    sealed interface Reading {
        /** {@code moved}: it is not the list that was followed before. */
        record Fresh(Media media, boolean moved) implements Reading {}

        /** The server says that nothing has changed. */
        record Same() implements Reading {}

        /** It could not be read. */
        record Unread(UpstreamFailure failure) implements Reading {}
    }

    private sealed interface Got {
        record Text(Answer answer, Optional<String> etag) implements Got {}

        record NotModified() implements Got {}

        record Failed(UpstreamFailure failure, Optional<Integer> status) implements Got {}
    }

    /** {@code home} is the source's own address. */
    HlsLists(SourceConnection connection, String home, VariantChoice choice, LiveTimeouts timeouts, Pause clock) {
        this.connection = connection;
        this.home = home;
        this.address = home;
        this.choice = choice;
        this.timeouts = timeouts;
        this.clock = clock;
    }

    /** The media playlist that the source's own answer is, or leads to. */
    Media first(Answer answer) throws IOException {
        return switch (HlsPlaylist.read(answer.text(), answer.address())) {
            case Media media -> {
                variants = List.of();
                address = goodForOnce ? home : answer.address();
                etag = Optional.empty();
                yield media;
            }
            case Master master -> fromMaster(master);
            case NotAPlaylist(String reason) -> throw notAPlaylist(reason);
        };
    }

    /** Reads the list again. */
    Reading again() throws IOException {
        moved = false;
        try {
            return switch (get(address, etag)) {
                case Got.NotModified() -> {
                    failures = 0;
                    yield new Reading.Same();
                }
                case Got.Text text -> {
                    failures = 0;
                    freshlyAsked = false;
                    yield new Reading.Fresh(media(text), moved);
                }
                case Got.Failed(UpstreamFailure failure, Optional<Integer> status) -> {
                    boolean expired = status.filter(TOKEN_RAN_OUT::contains).isPresent();
                    yield expired ? askHome(failure) : nextVariant(failure);
                }
            };
        } catch (UpstreamFailed e) {
            return new Reading.Unread(e.failure());
        }
    }

    private Reading askHome(UpstreamFailure why) throws IOException {
        if (address.equals(home) && variants.isEmpty()) {
            return new Reading.Unread(why);
        }
        return switch (get(home, Optional.empty())) {
            case Got.Text(Answer answer, Optional<String> _) -> {
                // refused at once after it was given
                goodForOnce |= freshlyAsked;
                freshlyAsked = true;
                int before = variant;
                Media media = first(answer);
                moved = variant != before;
                yield new Reading.Fresh(media, moved);
            }
            case Got.NotModified() -> new Reading.Same();
            case Got.Failed(UpstreamFailure failure, Optional<Integer> _) -> new Reading.Unread(failure);
        };
    }

    private Reading nextVariant(UpstreamFailure why) throws IOException {
        // one failure may be chance, and the next variant may be a worse one
        if (variants.size() < 2 || ++failures < FAILURES_BEFORE_THE_NEXT) {
            return new Reading.Unread(why);
        }
        failures = 0;
        variant = (variant + 1) % variants.size();
        moved = true;
        return switch (get(variants.get(variant).uri(), Optional.empty())) {
            case Got.Text text -> new Reading.Fresh(media(text), moved);
            case Got.NotModified() -> new Reading.Same();
            case Got.Failed(UpstreamFailure failure, Optional<Integer> _) -> new Reading.Unread(failure);
        };
    }

    private Media fromMaster(Master master) throws IOException {
        variants = switch (choice.of(master)) {
            case VariantChoice.Result.Refused(UpstreamFailed why) -> throw why;
            case VariantChoice.Result.Found(List<Variant> found) -> found;
        };
        variables = master.variables();
        UpstreamFailure failure = new UpstreamFailure(Kind.NOT_A_STREAM, "its master playlist has no variant");
        for (variant = 0; variant < Math.min(variants.size(), MOST_VARIANTS_TRIED); variant++) {
            switch (get(variants.get(variant).uri(), Optional.empty())) {
                case Got.Text text -> {
                    try {
                        return media(text);
                    } catch (UpstreamFailed e) {
                        failure = e.failure();
                    }
                }
                case Got.Failed(UpstreamFailure said, Optional<Integer> _) -> failure = said;
                case Got.NotModified() -> {
                    // not asked conditionally; a server that says so all the same has nothing for us
                }
            }
        }
        variant = 0;
        throw new UpstreamFailed(failure);
    }

    private Media media(Got.Text got) throws UpstreamFailed {
        return switch (HlsPlaylist.read(got.answer().text(), got.answer().address(), variables)) {
            case Media media -> {
                address =
                        goodForOnce && variants.isEmpty() ? home : got.answer().address();
                etag = got.etag();
                yield media;
            }
            case Master _ ->
                throw new UpstreamFailed(Kind.NOT_A_STREAM, "its master playlist leads to another master playlist");
            case NotAPlaylist(String reason) -> throw notAPlaylist(reason);
        };
    }

    private Got get(String where, Optional<String> known) throws IOException {
        Map<String, String> extra =
                known.map(tag -> Map.of("If-None-Match", tag)).orElse(Map.of());
        switch (connection.open(where, extra, timeouts)) {
            case LiveOpening.NotOpened(FetchFailure failure, Optional<Integer> status, Optional<Duration> _) -> {
                boolean same = known.isPresent() && status.equals(Optional.of(304));
                return same ? new Got.NotModified() : new Got.Failed(SourceConnection.failure(failure), status);
            }
            case LiveOpening.Opened(LiveStream stream) -> {
                try {
                    byte[] bytes = ShortAnswer.read(stream, new byte[0], ShortAnswer.PLAYLIST_BYTES, clock);
                    Answer answer = new Answer(
                            ShortAnswer.text(bytes), stream.finalAddress().exact());
                    return new Got.Text(answer, stream.header("ETag"));
                } catch (IOException e) {
                    Kind kind = e instanceof SocketTimeoutException ? Kind.SILENT : Kind.BROKE_OFF;
                    return new Got.Failed(
                            new UpstreamFailure(kind, "its playlist could not be read: " + e.getMessage()),
                            Optional.empty());
                } finally {
                    connection.release();
                }
            }
        }
    }

    private static UpstreamFailed notAPlaylist(String reason) {
        return new UpstreamFailed(Kind.NOT_A_STREAM, "the source sends something else than an HLS playlist: " + reason);
    }
}
