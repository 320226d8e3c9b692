package io.sintonia.accounts;

import static io.sintonia.schema.Tables.BOUQUET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sintonia.config.InvalidInput;
import io.sintonia.config.NetworkRange;
import io.sintonia.config.Secret;
import io.sintonia.storage.Database;
import io.sintonia.storage.Seal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who plays: declared in the file, kept in the database with sealed passwords, known by name and password. */
class AccountsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private Database database;
    private Seal seal;
    private Accounts accounts;

    @BeforeEach
    void open() throws IOException {
        database = Database.sqlite(folder.resolve("house.db"));
        seal = Seal.withKeyFile(folder.resolve("key"));
        accounts = new Accounts(database, seal, () -> NOW);
        database.write(sql -> sql.insertInto(BOUQUET)
                .set(BOUQUET.ID, 4L)
                .set(BOUQUET.NAME, "Family")
                .set(BOUQUET.FROM_FILE, true)
                .execute());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static UserSettings user(String name, String password, String... bouquets) {
        return new UserSettings(
                name,
                Secret.of(password),
                2,
                Optional.of(NOW.plusSeconds(60)),
                true,
                true,
                List.of(UserSettings.Format.TS, UserSettings.Format.M3U8),
                List.of(bouquets),
                List.of(NetworkRange.parse("192.168.0.0/16").orElseThrow()),
                UserSettings.AtLimit.REFUSE);
    }

    private Account known(String name, String password) {
        return switch (accounts.signIn(name, password)) {
            case SignIn.Known(Account account) -> account;
            case SignIn.Unknown() -> throw new AssertionError(name + " is not known");
        };
    }

    @Test
    void declaredAccountIsKnownWithAllThatWasDeclaredAlsoAfterARestart() {
        accounts.declare(List.of(user("living-room", "s3cret-of-the-room", "Family")));

        accounts = new Accounts(database, seal, () -> NOW);
        Account account = known("living-room", "s3cret-of-the-room");
        assertThat(account.maxConnections()).isEqualTo(2);
        assertThat(account.expires()).contains(NOW.plusSeconds(60));
        assertThat(account.trial()).isTrue();
        assertThat(account.enabled()).isTrue();
        assertThat(account.formats()).containsExactly(UserSettings.Format.TS, UserSettings.Format.M3U8);
        assertThat(account.atLimit()).isEqualTo(UserSettings.AtLimit.REFUSE);
        assertThat(account.bouquetIds()).containsExactly(4L);
        assertThat(account.allowedNetworks()).hasSize(1);
        assertThat(account.createdAt()).isEqualTo(NOW);
    }

    @Test
    void accountThatKeepsItsNameKeepsItsIdAndOneThatIsNoLongerDeclaredGoes() {
        accounts.declare(List.of(user("a", "one"), user("b", "two")));
        long a = known("a", "one").id();
        long b = known("b", "two").id();

        accounts.declare(List.of(user("c", "three"), user("a", "other")));

        assertThat(known("a", "other").id()).isEqualTo(a);
        assertThat(known("c", "three").id()).isNotEqualTo(b);
        assertThat(accounts.signIn("a", "one")).isInstanceOf(SignIn.Unknown.class);
        assertThat(accounts.signIn("b", "two")).isInstanceOf(SignIn.Unknown.class);
        assertThat(accounts.all()).extracting(Account::username).containsExactly("a", "c");
    }

    @Test
    void noAccountIsDeclaredAndAllGo() {
        accounts.declare(List.of(user("a", "one")));
        accounts.declare(List.of());

        assertThat(accounts.all()).isEmpty();
    }

    @Test
    void bouquetNamedTwiceIsGivenOnce() {
        accounts.declare(List.of(user("a", "one", "Family", "Family")));

        assertThat(known("a", "one").bouquetIds()).containsExactly(4L);
    }

    @Test
    void bouquetThatIsNotThereIsRefusedRatherThanShowingEverything() {
        assertThatThrownBy(() -> accounts.declare(List.of(user("a", "one", "Nobody's"))))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("Nobody's");

        assertThat(accounts.all()).isEmpty();
    }

    @Test
    void passwordsDoNotLieInTheDatabasesFiles() throws IOException {
        accounts.declare(List.of(user("living-room", "s3cret-of-the-room")));
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as("%s", file)
                        .doesNotContain("s3cret-of-the-room");
            }
        }
        database.close();
        assertThat(new String(Files.readAllBytes(folder.resolve("house.db")), StandardCharsets.ISO_8859_1))
                .contains("living-room")
                .doesNotContain("s3cret-of-the-room");
    }

    @Test
    void wrongPasswordNoSuchUserAndNothingGivenAreAnsweredAlike() {
        accounts.declare(List.of(user("a", "one")));

        assertThat(List.of(
                        accounts.signIn("a", "two"),
                        accounts.signIn("a", ""),
                        accounts.signIn("a", "on"),
                        accounts.signIn("a", "one1"),
                        accounts.signIn("A", "one"),
                        accounts.signIn("nobody", "one"),
                        accounts.signIn("", "")))
                .containsOnly(new SignIn.Unknown());
    }

    @Test
    void anAccountIsPrintedWithoutItsPassword() {
        accounts.declare(List.of(user("a", "s3cret")));

        assertThat(accounts.signIn("a", "s3cret").toString())
                .contains("username=a")
                .doesNotContain("s3cret");
    }

    @Test
    void accountFromAnotherKeyFileIsSaid() throws IOException {
        accounts.declare(List.of(user("a", "one")));
        Seal other = Seal.withKeyFile(folder.resolve("other"));

        assertThatThrownBy(() -> new Accounts(database, other, () -> NOW))
                .hasMessageContaining("database and key file come from different places");
    }
}
