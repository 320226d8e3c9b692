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
import io.sintonia.plays.Play;
import io.sintonia.plays.PlayOutcome;
import io.sintonia.plays.Plays;
import io.sintonia.relay.Relay;
import io.sintonia.relay.UpstreamFailure;
import io.sintonia.relay.Viewer;
import io.sintonia.relay.Viewing;
import io.sintonia.relay.Watch;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The way from a request for a live channel to its picture: admits, waits for an entry point, and keeps the play's timeline.
 *
 * <p>What it refuses it refuses the same way under every form of address (statuses as players expect them,
 * docs/players.md): 403 for credentials, expired or disabled accounts, formats and limits; 404 for what is not in the
 * account's bouquets, as if it did not exist; 502, 503 or 504 when the source gives nothing, with the reason.
 */
public final class Entrance {
    private static final Pattern OPENING = Pattern.compile("opening \\S+ failed(?: at \\S+)?:");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://\\S+");

    private final Sessions sessions;
    private final Catalogue catalogue;
    private final Relay relay;
    private final Refusals refusals;
    private final Plays plays;

    public Entrance(Sessions sessions, Catalogue catalogue, Relay relay, Refusals refusals, Plays plays) {
        this.sessions = sessions;
        this.catalogue = catalogue;
        this.relay = relay;
        this.refusals = refusals;
        this.plays = plays;
    }

    /** What became of a wish to watch. */
    public sealed interface Outcome {
        /** It plays; whoever got this closes all three, the play last. */
        record Yes(Session session, Viewing viewing, Play play) implements Outcome {}

        /** It could play, but only headers were asked for: nothing was opened or counted. */
        record HeadOnly() implements Outcome {}

        /** It does not. */
        record No(Answer answer) implements Outcome {}

        /** The account is known, but may not play this now. */
        record Refused(Account account, Admission.Reason reason) implements Outcome {
            /** The usual answer. */
            public Answer answer() {
                return Answer.text(403, reason.text());
            }
        }
    }

    /** Takes a player through the gate to a channel that plays. Blocks until there is a picture or a reason. */
    public Outcome admit(PlayerRequest request, Entry entry, long channelId, UserSettings.Format format) {
        Play play = plays.begin(new Play.Asked(
                channelId,
                catalogue.current().channel(channelId).map(Channel::name).orElse(""),
                format.name().toLowerCase(Locale.ROOT),
                username(entry),
                request.address(),
                request.agent()));
        return switch (entry) {
            case Entry.Stranger(String _, String reason) -> {
                play.refused(reason);
                yield no(403, "these credentials are not known here");
            }
            case Entry.Guessing _ -> {
                play.refused("guessing");
                yield no(429, "too many wrong passwords from this address; wait a minute");
            }
            case Entry.Suspended(Account account, Account.Standing standing) -> {
                Admission.Reason reason =
                        standing == Account.Standing.EXPIRED ? Admission.Reason.EXPIRED : Admission.Reason.DISABLED;
                refusals.note(reason.code(), account.username(), request.address());
                play.refused(reason.code());
                yield new Outcome.Refused(account, reason);
            }
            case Entry.Welcome(Account account) -> admit(request, account, format, play);
        };
    }

    private static String username(Entry entry) {
        return switch (entry) {
            case Entry.Stranger(String username, String _) -> username;
            case Entry.Guessing(String username) -> username;
            case Entry.Suspended(Account account, var _) -> account.username();
            case Entry.Welcome(Account account) -> account.username();
        };
    }

    private Outcome admit(PlayerRequest request, Account account, UserSettings.Format format, Play play) {
        long channelId = play.asked().channelId();
        Optional<Channel> channel =
                catalogue.current().lineup(account.bouquetIds()).channel(channelId);
        if (channel.isEmpty()) {
            refusals.count("no-channel");
            play.refused("no-channel");
            return no(404, "there is no such channel");
        }
        if (!account.formats().contains(format)) {
            return refuse(request, account, Admission.Reason.FORMAT, play);
        }
        if (request.isHead()) {
            return new Outcome.HeadOnly();
        }
        return switch (sessions.admit(account, channelId, Gate.client(request))) {
            case Admission.Refused(Admission.Reason reason) -> refuse(request, account, reason, play);
            case Admission.Admitted(Session session) -> watch(request, session, channel.get(), play);
        };
    }

    private Outcome refuse(PlayerRequest request, Account account, Admission.Reason reason, Play play) {
        refusals.note(reason.code(), account.username(), request.address());
        play.refused(reason.code());
        return new Outcome.Refused(account, reason);
    }

    private Outcome watch(PlayerRequest request, Session session, Channel channel, Play play) {
        play.admitted();
        Viewer viewer = new Viewer(
                relay.nextViewerId(),
                session.account().username(),
                request.address().getHostAddress(),
                request.agent(),
                session.since());
        boolean handedOver = false;
        try {
            Watch watch = relay.watch(channel, viewer, new PlayTold(play));
            handedOver = watch instanceof Watch.Watching;
            return switch (watch) {
                case Watch.Watching(Viewing viewing) -> {
                    play.countedBy(viewing::bytes);
                    yield new Outcome.Yes(session, viewing, play);
                }
                case Watch.Unavailable(UpstreamFailure failure) -> {
                    refusals.count("source");
                    // a player that hangs up while it waits interrupts this thread
                    if (!Thread.currentThread().isInterrupted()) {
                        play.ending(PlayOutcome.NO_PICTURE, failure.text());
                    }
                    yield no(status(failure), "this channel gives no picture now: " + forPlayers(failure));
                }
            };
        } catch (RuntimeException | Error e) {
            play.ending(PlayOutcome.NO_PICTURE, "a fault in the server; its log says more");
            throw e;
        } finally {
            if (!handedOver) {
                session.close();
                play.close();
            }
        }
    }

    /** Where a channel comes from is the operator's business, also where the one who asks is known. */
    private static String forPlayers(UpstreamFailure failure) {
        String text = OPENING.matcher(failure.text()).replaceAll("the source could not be opened:");
        return ADDRESS.matcher(text).replaceAll("its address");
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
