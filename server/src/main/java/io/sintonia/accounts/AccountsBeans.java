package io.sintonia.accounts;

import io.micronaut.context.annotation.Factory;
import io.sintonia.storage.Database;
import io.sintonia.storage.Seal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Wires the room. */
@Factory
final class AccountsBeans {
    /** Long enough for a player that zaps to close its last stream, short enough to answer before it gives up. */
    private static final Duration ZAP = Duration.ofSeconds(2);

    @Singleton
    Accounts accounts(Database database, Seal seal, InstantSource clock) {
        return new Accounts(database, seal, clock);
    }

    @Singleton
    Administrators administrators(Database database, InstantSource clock) {
        return new Administrators(database, clock);
    }

    @Singleton
    Sessions sessions(InstantSource clock) {
        return new Sessions(clock, ZAP);
    }

    @Singleton
    LoginThrottle throttle() {
        return new LoginThrottle();
    }
}
