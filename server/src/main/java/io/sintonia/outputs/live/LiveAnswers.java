package io.sintonia.outputs.live;

import io.sintonia.accounts.Account;
import io.sintonia.accounts.Admission;
import io.sintonia.accounts.Session;
import io.sintonia.accounts.Sessions;
import io.sintonia.accounts.UserSettings;
import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.Channel;
import io.sintonia.outputs.gate.Entry;
import io.sintonia.outputs.gate.Gate;
import io.sintonia.outputs.gate.Refusals;
import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.wire.PlayerRequest;
import io.sintonia.relay.Relay;
import io.sintonia.relay.UpstreamFailure;
import io.sintonia.relay.Viewer;
import io.sintonia.relay.Viewing;
import io.sintonia.relay.Watch;
import java.util.Map;
import java.util.Optional;

/**
 * Answers requests for a live channel: admits, waits for a picture, and gives the connection to a viewer.
 *
 * <p>What it refuses it refuses the same way under every form of address (statuses as players expect them,
 * docs/players.md): 403 for credentials, expired or disabled accounts, formats and limits; 404 for what is not in the
 * account's bouquets, as if it did not exist; 502, 503 or 504 when the source gives nothing, with the reason.
 */
public final class LiveAnswers {
    private static final Answer.Head TS_HEAD = new Answer.Head(
            200, Map.of("Content-Type", "video/mp2t", "Cache-Control", "no-store", "Accept-Ranges", "none"));

    private final Sessions sessions;
    private final Catalogue catalogue;
    private final Relay relay;
    private final Refusals refusals;
    private final ViewerTicks ticks;

    public LiveAnswers(Sessions sessions, Catalogue catalogue, Relay relay, Refusals refusals, ViewerTicks ticks) {
        this.sessions = sessions;
        this.catalogue = catalogue;
        this.relay = relay;
        this.refusals = refusals;
        this.ticks = ticks;
    }

    /** What a channel's transport stream is answered with. */
    public Answer stream(PlayerRequest request, Entry entry, long channelId) {
        return switch (admit(request, entry, channelId, UserSettings.Format.TS)) {
            case Outcome.No(Answer answer) -> answer;
            case Outcome.HeadOnly() -> new Answer.Whole(TS_HEAD, new byte[0]);
            case Outcome.Yes(Session session, Viewing viewing) ->
                new Answer.TakeOver(new TsViewer(viewing, session, ticks));
        };
    }

    /** What became of a wish to watch. */
    public sealed interface Outcome {
        /** It plays; whoever got this closes both. */
        record Yes(Session session, Viewing viewing) implements Outcome {}

        /** It could play, but only headers were asked for: nothing was opened or counted. */
        record HeadOnly() implements Outcome {}

        /** It does not. */
        record No(Answer answer) implements Outcome {}
    }

    /** Takes a player through the gate to a channel that plays. Blocks until there is a picture or a reason. */
    public Outcome admit(PlayerRequest request, Entry entry, long channelId, UserSettings.Format format) {
        return switch (entry) {
            case Entry.Stranger() -> no(403, "these credentials are not known here");
            case Entry.Guessing() -> no(429, "too many wrong passwords from this address; wait a minute");
            case Entry.Suspended(Account account, Account.Standing standing) -> {
                refusals.note(standing.word(), account.username(), request.address());
                yield no(
                        403,
                        standing == Account.Standing.EXPIRED
                                ? Admission.Reason.EXPIRED.text()
                                : Admission.Reason.DISABLED.text());
            }
            case Entry.Welcome(Account account) -> admit(request, account, channelId, format);
        };
    }

    private Outcome admit(PlayerRequest request, Account account, long channelId, UserSettings.Format format) {
        Optional<Channel> channel =
                catalogue.current().lineup(account.bouquetIds()).channel(channelId);
        if (channel.isEmpty()) {
            refusals.count("no-channel");
            return no(404, "there is no such channel");
        }
        if (!account.formats().contains(format)) {
            refusals.note(Admission.Reason.FORMAT.code(), account.username(), request.address());
            return no(403, Admission.Reason.FORMAT.text());
        }
        if (request.isHead()) {
            return new Outcome.HeadOnly();
        }
        return switch (sessions.admit(account, channelId, Gate.client(request))) {
            case Admission.Refused(Admission.Reason reason) -> {
                refusals.note(reason.code(), account.username(), request.address());
                yield no(403, reason.text());
            }
            case Admission.Admitted(Session session) -> watch(request, session, channel.get());
        };
    }

    private Outcome watch(PlayerRequest request, Session session, Channel channel) {
        Viewer viewer = new Viewer(
                relay.nextViewerId(),
                session.account().username(),
                request.address().getHostAddress(),
                request.agent(),
                session.since());
        boolean handedOver = false;
        try {
            Watch watch = relay.watch(channel, viewer);
            handedOver = watch instanceof Watch.Watching;
            return switch (watch) {
                case Watch.Watching(Viewing viewing) -> new Outcome.Yes(session, viewing);
                case Watch.Unavailable(UpstreamFailure failure) -> {
                    refusals.count("source");
                    yield no(status(failure), "this channel gives no picture now: " + failure.text());
                }
            };
        } finally {
            if (!handedOver) {
                session.close();
            }
        }
    }

    private static int status(UpstreamFailure failure) {
        return switch (failure.kind()) {
            case UNREACHABLE, REFUSED, NOT_A_STREAM, BROKE_OFF, UNSUPPORTED -> 502;
            case BUSY -> 503;
            case SILENT -> 504;
        };
    }

    private static Outcome no(int status, String text) {
        return new Outcome.No(Answer.text(status, text));
    }
}
