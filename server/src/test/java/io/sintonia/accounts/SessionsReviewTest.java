package io.sintonia.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.config.NetworkRange;
import io.sintonia.config.Secret;
import io.sintonia.storage.Database;
import io.sintonia.storage.Seal;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who plays is looked at again when accounts change or time passes; the accounts lie in a real database. */
class SessionsReviewTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Client CLIENT = new Client(InetAddress.ofLiteral("192.0.2.1"), "vlc");

    @TempDir
    Path directory;

    @Test
    void accountsThatMayNoLongerPlayLoseTheirSeats() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        Sessions sessions = new Sessions(now::get, Duration.ZERO);
        try (Database database = Database.sqlite(directory.resolve("house.db"))) {
            Accounts accounts = new Accounts(database, Seal.withKeyFile(directory.resolve("key")), now::get);
            accounts.declare(List.of(
                    user("stays", Optional.empty(), true, List.of()),
                    user("expires", Optional.of(NOW.plusSeconds(60)), true, List.of()),
                    user("disabled", Optional.empty(), true, List.of()),
                    user("moved", Optional.empty(), true, List.of()),
                    user("removed", Optional.empty(), true, List.of())));
            List<Session> playing = accounts.all().stream()
                    .map(account -> sessions.admit(account, 1, CLIENT))
                    .map(admission -> ((Admission.Admitted) admission).session())
                    .toList();
            sessions.review(accounts);
            assertThat(playing).noneMatch(Session::isEvicted);

            now.set(NOW.plusSeconds(60));
            accounts.declare(List.of(
                    user("stays", Optional.empty(), true, List.of()),
                    user("expires", Optional.of(NOW.plusSeconds(60)), true, List.of()),
                    user("disabled", Optional.empty(), false, List.of()),
                    user(
                            "moved",
                            Optional.empty(),
                            true,
                            List.of(NetworkRange.parse("10.0.0.0/8").orElseThrow()))));
            sessions.review(accounts);
            sessions.review(accounts);
        }
        assertThat(sessions.open().stream()
                        .filter(session -> !session.isEvicted())
                        .map(session -> session.account().username()))
                .containsExactly("stays");
        sessions.open().forEach(Session::close);
        assertThat(sessions.open()).isEmpty();
    }

    private static UserSettings user(
            String name, Optional<Instant> expires, boolean enabled, List<NetworkRange> networks) {
        return new UserSettings(
                name,
                Secret.of("password"),
                1,
                expires,
                false,
                enabled,
                List.of(UserSettings.Format.TS),
                List.of(),
                networks,
                UserSettings.AtLimit.REFUSE);
    }
}
