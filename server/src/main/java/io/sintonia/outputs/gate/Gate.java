package io.sintonia.outputs.gate;

import io.sintonia.accounts.Account;
import io.sintonia.accounts.Accounts;
import io.sintonia.accounts.Client;
import io.sintonia.accounts.LoginThrottle;
import io.sintonia.accounts.SignIn;
import io.sintonia.outputs.wire.PlayerRequest;
import java.time.InstantSource;

/** Lets players in, or says why not. Every playlist, guide and stream begins here. */
public final class Gate {
    private final Accounts accounts;
    private final LoginThrottle throttle;
    private final InstantSource clock;
    private final Refusals refusals;

    public Gate(Accounts accounts, LoginThrottle throttle, InstantSource clock, Refusals refusals) {
        this.accounts = accounts;
        this.throttle = throttle;
        this.clock = clock;
        this.refusals = refusals;
    }

    /** Who asks, by the parameters {@code username} and {@code password}. */
    public Entry byParameters(PlayerRequest request) {
        String username = request.parameters().text("username");
        String password = request.parameters().text("password");
        Entry entry = enter(request, username, password);
        // some clients do not encode, so a plus may be meant as one
        return entry instanceof Entry.Stranger && (username + password).indexOf(' ') >= 0
                ? enter(
                        request,
                        request.parameters().literal("username"),
                        request.parameters().literal("password"))
                : entry;
    }

    /** Who asks, by credentials that stood in the path. */
    public Entry enter(PlayerRequest request, String username, String password) {
        if (throttle.isTooMany(request.address(), username)) {
            refusals.count("guessing");
            return new Entry.Guessing(username);
        }
        return switch (accounts.signIn(username, password)) {
            case SignIn.Unknown() -> {
                throttle.wrong(request.address(), username);
                refusals.note("credentials", username, request.address());
                yield new Entry.Stranger(username, "credentials");
            }
            case SignIn.Known(Account account) -> judge(request, account);
        };
    }

    private Entry judge(PlayerRequest request, Account account) {
        if (!account.allows(request.address())) {
            refusals.note("network", account.username(), request.address());
            return new Entry.Stranger(account.username(), "network");
        }
        Account.Standing standing = account.standingAt(clock.instant());
        return standing == Account.Standing.ACTIVE
                ? new Entry.Welcome(account)
                : new Entry.Suspended(account, standing);
    }

    /** The device behind a request. */
    public static Client client(PlayerRequest request) {
        return new Client(request.address(), request.agent());
    }
}
