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
    /**
     * A player asks for the playlist each target duration, half of it or one and a half (RFC 8216, 6.3.4), and for segments
     * in between: who asks for nothing for so many is gone.
     */
    private static final int TARGETS = 3;
    /** While the first playlist is being waited for, nobody knows its target duration. */
    private static final Duration FOR_FIRST_LIST = Duration.ofSeconds(30);
    /** How long an evicted player is told so, before asking again counts as coming anew. */
    private static final Duration TOLD = Duration.ofSeconds(10);

    private record Key(long accountId, long channelId, Client client) {
        Device device() {
            return new Device(channelId, client);
        }
    }

    /** A device that asks for segments, which name no account. */
    private record Device(long channelId, Client client) {}

    private record Seated(Entrance.Outcome.Yes watching, Instant lastAsked, Duration patience) {
        Seated askedAt(Instant now) {
            return new Seated(watching, now, patience);
        }

        Viewing viewing() {
            return watching.viewing();
        }
    }

    private final Map<Key, Seated> seated = new ConcurrentHashMap<>();
    private final Map<Device, Key> playing = new ConcurrentHashMap<>();
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
        Seated here = seated.computeIfPresent(key, (any, seat) -> seat.askedAt(now));
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
        Seated before = seated.put(key, new Seated(watching, clock.instant(), FOR_FIRST_LIST));
        if (before != null) {
            close(key, before, PlayOutcome.VIEWER_LEFT);
        }
        playing.put(key.device(), key);
        session.onEviction(() -> {
            evicted.put(key, clock.instant());
            leave(key, PlayOutcome.EVICTED);
        });
        watching.viewing().onDismissal(() -> leave(key, PlayOutcome.DISMISSED));
    }

    /** Notes the target duration that a viewer has just been told: it says when to ask again. */
    void told(PlayerRequest request, Entry entry, long channelId, Duration target) {
        if (entry instanceof Entry.Welcome(var account)) {
            Instant now = clock.instant();
            seated.computeIfPresent(
                    new Key(account.id(), channelId, Gate.client(request)),
                    (any, seat) -> new Seated(seat.watching(), now, target.multipliedBy(TARGETS)));
        }
    }

    /** Counts a segment for the device that asked for it; if two accounts play on one, for the later one. */
    void countSegment(PlayerRequest request, long channelId, long bytes) {
        Key key = playing.get(new Device(channelId, Gate.client(request)));
        Instant now = clock.instant();
        Seated seat = key == null ? null : seated.computeIfPresent(key, (any, here) -> here.askedAt(now));
        if (seat != null) {
            seat.watching().play().sent(bytes);
        }
    }

    /** Lets go of everybody who has not asked for a while. */
    public void sweep() {
        Instant now = clock.instant();
        seated.forEach((key, seat) -> {
            if (now.isAfter(seat.lastAsked().plus(seat.patience()))) {
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
        playing.remove(key.device(), key);
        seat.viewing().close();
        seat.watching().session().close();
        play.ending(why);
        play.close();
    }
}
