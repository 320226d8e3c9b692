package io.sintonia.accounts;

import static io.sintonia.schema.Tables.ADMINISTRATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.config.Secret;
import io.sintonia.storage.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may change things, how they prove it, and for how long that is believed. */
class AdministratorsTest {
    @TempDir
    Path folder;

    private Database database;
    private Administrators administrators;
    private long nanos;

    @BeforeEach
    void open() {
        database = Database.sqlite(folder.resolve("house.db"));
        administrators = administrators();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Administrators administrators() {
        return new Administrators(database, () -> Instant.EPOCH, () -> nanos);
    }

    private static AdminSettings named(String username) {
        return new AdminSettings(username, Optional.empty());
    }

    private static AdminSettings with(String username, String password) {
        return new AdminSettings(username, Optional.of(Secret.of(password)));
    }

    @Test
    void passwordIsMadeUpOnceAndWorksAfterARestart() {
        String made = administrators.ensure(named("admin")).orElseThrow();
        assertThat(made).hasSizeGreaterThanOrEqualTo(16);
        assertThat(administrators.ensure(named("admin"))).isEmpty();

        administrators = administrators();
        assertThat(administrators.ensure(named("admin"))).isEmpty();
        assertThat(administrators.signIn("admin", made)).isPresent();
    }

    @Test
    void noTwoMadeUpPasswordsAreAlike() {
        assertThat(administrators.ensure(named("a"))).isNotEqualTo(administrators.ensure(named("b")));
    }

    @Test
    void configuredPasswordReplacesTheMadeUpOne() {
        String made = administrators.ensure(named("admin")).orElseThrow();

        assertThat(administrators.ensure(with("admin", "configured"))).isEmpty();

        assertThat(administrators.signIn("admin", made)).isEmpty();
        assertThat(administrators.signIn("admin", "configured")).isPresent();
    }

    @Test
    void passwordTakenOutOfTheConfigurationStaysAsItIs() {
        administrators.ensure(with("admin", "configured"));

        assertThat(administrators.ensure(named("admin"))).isEmpty();
        assertThat(administrators.signIn("admin", "configured")).isPresent();
    }

    @Test
    void configuredPasswordThatChangesEndsTheSignInsMadeWithTheOldOne() {
        administrators.ensure(with("admin", "old"));
        String token = administrators.signIn("admin", "old").orElseThrow();
        administrators.ensure(with("admin", "old"));
        assertThat(administrators.bearer(token)).contains("admin");

        administrators.ensure(with("admin", "new"));

        assertThat(administrators.bearer(token)).isEmpty();
    }

    @Test
    void administratorWhomTheConfigurationNoLongerNamesIsOut() {
        administrators.ensure(with("boss", "password"));
        String token = administrators.signIn("boss", "password").orElseThrow();

        administrators.ensure(with("owner", "other"));

        assertThat(administrators.bearer(token)).isEmpty();
        assertThat(administrators.signIn("boss", "password")).isEmpty();
        assertThat(administrators.signIn("owner", "other")).isPresent();
    }

    @Test
    void wrongPasswordAndNoSuchNameGiveNoToken() {
        administrators.ensure(with("admin", "right"));

        assertThat(administrators.signIn("admin", "wrong")).isEmpty();
        assertThat(administrators.signIn("admin", "")).isEmpty();
        assertThat(administrators.signIn("nobody", "nobody")).isEmpty();
        assertThat(administrators.bearer("")).isEmpty();
        assertThat(administrators.bearer("made-up")).isEmpty();
    }

    @Test
    void passwordsLongerThanBcryptReadsAreToldApartByTheirEnd() {
        String long80 = "x".repeat(80);
        administrators.ensure(with("admin", long80 + "a"));

        assertThat(administrators.signIn("admin", long80 + "b")).isEmpty();
        assertThat(administrators.signIn("admin", long80)).isEmpty();
        assertThat(administrators.signIn("admin", long80 + "a")).isPresent();
    }

    @Test
    void tokenIsWorthlessAfterSignOutAndOthersAreNot() {
        administrators.ensure(with("admin", "right"));
        String one = administrators.signIn("admin", "right").orElseThrow();
        String two = administrators.signIn("admin", "right").orElseThrow();

        administrators.signOut(one);

        assertThat(administrators.bearer(one)).isEmpty();
        assertThat(administrators.bearer(two)).contains("admin");
    }

    @Test
    void tokenLivesForHalfADayAfterItsLastUse() {
        administrators.ensure(with("admin", "right"));
        String token = administrators.signIn("admin", "right").orElseThrow();

        nanos += Duration.ofHours(11).toNanos();
        assertThat(administrators.bearer(token)).contains("admin");
        nanos += Duration.ofHours(11).toNanos();
        assertThat(administrators.bearer(token)).contains("admin");
        nanos += Duration.ofHours(12).plusSeconds(1).toNanos();
        assertThat(administrators.bearer(token)).isEmpty();
    }

    @Test
    void passwordLiesInTheDatabaseAsASlowHashAlone() throws IOException {
        administrators.ensure(with("admin", "plain-as-it-is"));

        assertThat(database.<String>read(
                        sql -> sql.selectFrom(ADMINISTRATOR).fetchSingle().getPasswordHash()))
                .startsWith("$2");
        database.close();
        assertThat(new String(Files.readAllBytes(folder.resolve("house.db")), StandardCharsets.ISO_8859_1))
                .doesNotContain("plain-as-it-is");
    }
}
