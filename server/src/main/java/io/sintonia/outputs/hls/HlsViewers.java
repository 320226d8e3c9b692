package io.sintonia.outputs.hls;

import io.sintonia.accounts.Client;
import io.sintonia.accounts.Session;
import io.sintonia.outputs.gate.Entry;
import io.sintonia.outputs.gate.Gate;
import io.sintonia.outputs.live.Entrance;
import io.sintonia.outputs.wire.PlayerRequest;
import io.sintonia.plays.Play;
import io.sintonia.plays.PlayOutcome;
import io.sintonia.relay.Viewing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who watches by HLS: nobody holds a connection there, so a viewer is a device that asked for its playlist lately.
 *
 * <p>Bounded by the accounts' limits and swept every few seconds by {@link #sweep}.
 */
public final class HlsViewers {
    /** Ten target durations of the usual kind: a player asks each one or two. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** How long an evicted player is told so, before asking again counts as coming anew. */
    private static final Duration TOLD = Duration.ofSeconds(10);

    private record Key(long accountId, long channelId, Client client) {
        Device device() {
            return new Device(channelId, client);
        }
    }

    /** A device that asks for segments, which name no account. */
    private record Device(long channelId, Client client) {}

    private record Seated(Entrance.Outcome.Yes watching, Instant lastAsked) {
        Viewing viewing() {
            return watching.viewing();
        }
    }

    private final Map<Key, Seated> seated = new ConcurrentHashMap<>();
    private final Map<Device, Play> playing = new ConcurrentHashMap<>();
    private final Map<Key, Instant> evicted = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public HlsViewers(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether somebody watches already. */
    sealed interface Found {
        record Watching(Viewing viewing, Play play) implements Found {}

        record Evicted() implements Found {}

        record Newcomer() implements Found {}
    }

    Found find(PlayerRequest request, Entry entry, long channelId) {
        if (!(entry instanceof Entry.Welcome(var account))) {
            return new Found.Newcomer();
        }
        Key key = new Key(account.id(), channelId, Gate.client(request));
        Instant now = clock.instant();
        Seated here = seated.computeIfPresent(key, (any, seat) -> new Seated(seat.watching(), now));
        if (here != null && !here.viewing().log().isEnded()) {
            return new Found.Watching(here.viewing(), here.watching().play());
        }
        if (here != null) {
            leave(key, PlayOutcome.CHANNEL_ENDED);
        }
        Instant since = evicted.get(key);
        return since != null && now.isBefore(since.plus(TOLD)) ? new Found.Evicted() : new Found.Newcomer();
    }

    void add(PlayerRequest request, Entrance.Outcome.Yes watching) {
        Session session = watching.session();
        Key key = new Key(session.account().id(), session.item(), Gate.client(request));
        Seated before = seated.put(key, new Seated(watching, clock.instant()));
        if (before != null) {
            close(key, before, PlayOutcome.VIEWER_LEFT);
        }
        playing.put(key.device(), watching.play());
        session.onEviction(() -> {
            evicted.put(key, clock.instant());
            leave(key, PlayOutcome.EVICTED);
        });
        watching.viewing().onDismissal(() -> leave(key, PlayOutcome.DISMISSED));
    }

    /** Counts a segment for the device that asked for it; if two accounts play on one, for the later one. */
    void countSegment(PlayerRequest request, long channelId, long bytes) {
        Play play = playing.get(new Device(channelId, Gate.client(request)));
        if (play != null) {
            play.sent(bytes);
        }
    }

    /** Lets go of everybody who has not asked for a while. */
    public void sweep() {
        Instant now = clock.instant();
        seated.forEach((key, seat) -> {
            if (now.isAfter(seat.lastAsked().plus(PATIENCE))) {
                leave(key, seat.viewing().log().isEnded() ? PlayOutcome.CHANNEL_ENDED : PlayOutcome.VIEWER_LEFT);
            }
        });
        evicted.values().removeIf(since -> now.isAfter(since.plus(TOLD)));
    }

    private void leave(Key key, PlayOutcome why) {
        Seated gone = seated.remove(key);
        if (gone != null) {
            close(key, gone, why);
        }
    }

    private void close(Key key, Seated seat, PlayOutcome why) {
        Play play = seat.watching().play();
        playing.remove(key.device(), play);
        seat.viewing().close();
        seat.watching().session().close();
        play.ending(why);
        play.close();
    }
}
