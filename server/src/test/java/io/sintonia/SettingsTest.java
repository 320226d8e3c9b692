package io.sintonia;

import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.accounts.AdminSettings;
import io.sintonia.accounts.UserSettings;
import io.sintonia.accounts.UserSettings.AtLimit;
import io.sintonia.accounts.UserSettings.Format;
import io.sintonia.catalogue.BouquetSettings;
import io.sintonia.config.ByteSize;
import io.sintonia.config.NetworkRange;
import io.sintonia.config.Secret;
import io.sintonia.config.SettingsFile;
import io.sintonia.config.SettingsReading.Refused;
import io.sintonia.config.SettingsReading.Usable;
import io.sintonia.outputs.ServerSettings;
import io.sintonia.relay.LiveSettings;
import io.sintonia.relay.SlateSettings;
import io.sintonia.sources.SourceSettings;
import io.sintonia.sources.SourceSettings.Content;
import io.sintonia.storage.DataSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of the house as a file says them: what they are by themselves, and what each of them refuses. */
class SettingsTest {
    private static final Path COMPLETE = Path.of("src/test/resources/config/complete.yaml");

    @TempDir
    Path directory;

    @Test
    void everySettingOfACompleteFileIsRead() {
        var settings = usable(COMPLETE);

        assertThat(settings.server())
                .isEqualTo(new ServerSettings(
                        8080,
                        "127.0.0.1",
                        Optional.of("https://television.example.net"),
                        List.of(network("127.0.0.1/32"), network("2001:db8::/48")),
                        Optional.of(ZoneId.of("Europe/Lisbon")),
                        new ByteSize(2_000_000_000)));
        assertThat(settings.data())
                .isEqualTo(new DataSettings(
                        Path.of("/var/lib/sintonia"),
                        Optional.of(Secret.of("jdbc:postgresql://database/house?user=house&password=open-sesame"))));
        assertThat(settings.live())
                .isEqualTo(new LiveSettings(
                        Optional.of(Path.of("/dev/shm/house")),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(4),
                        new ByteSize(256L << 20),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(25),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(30),
                        Optional.empty(),
                        Optional.of(720),
                        Optional.of(6_000_000L),
                        new SlateSettings(true, false, Duration.ofSeconds(3), true, true)));
        assertThat(settings.admin()).isEqualTo(new AdminSettings("keeper", Optional.of(Secret.of("long & winding"))));
        assertThat(settings.bouquets())
                .containsExactly(
                        new BouquetSettings("Everyone", List.of("Weather", "Cartoons")),
                        new BouquetSettings("Grown-ups", List.of("Thrillers")));
        assertThat(settings.acestream().engines()).containsExactly("http://127.0.0.1:6878");
        assertThat(settings.metrics().allowedNetworks()).containsExactly(network("127.0.0.1"));
        assertThat(settings.guides().getFirst().refresh()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.guides().getFirst().priority()).isEqualTo(2);
    }

    @Test
    void sourcesAndUsersOfACompleteFileAreRead() {
        var settings = usable(COMPLETE);

        var antenna = settings.sources().get(0);
        assertThat(antenna.type()).isEqualTo(SourceSettings.Type.M3U);
        assertThat(antenna.url()).contains("file:lists/antenna.m3u");
        assertThat(antenna.refresh()).isEqualTo(Duration.ofHours(6));
        assertThat(antenna.userAgent()).contains("Receiver/1.0");
        assertThat(antenna.maxConnections()).contains(3);
        assertThat(antenna.headers())
                .containsExactly(Map.entry("Referer", "https://example.net/"), Map.entry("X-Token", "t0ken"));
        assertThat(antenna.proxy()).contains("socks5://127.0.0.1:1080");
        assertThat(antenna.trustLocal()).contains(true);
        assertThat(antenna.include()).containsExactly(Content.LIVE, Content.MOVIES, Content.SERIES);
        var dish = settings.sources().get(1);
        assertThat(dish.username()).contains("guest");
        assertThat(dish.password()).as("digits of a password stay as written").contains(Secret.of("0123"));
        assertThat(settings.sources().get(2).enabled()).isFalse();
        assertThat(settings.users().get(0))
                .isEqualTo(new UserSettings(
                        "kitchen",
                        Secret.of("w4ffles"),
                        2,
                        Optional.of(Instant.parse("2031-05-01T10:00:00Z")),
                        false,
                        true,
                        List.of(Format.TS, Format.M3U8),
                        List.of("Everyone"),
                        List.of(network("192.168.0.0/16"), network("10.1.2.3/32")),
                        AtLimit.REFUSE));
        assertThat(settings.users().get(1).formats()).containsExactly(Format.TS);
    }

    @Test
    void nothingSetMeansTheseDefaults() {
        var settings = Settings.defaults();

        assertThat(settings.server())
                .isEqualTo(new ServerSettings(
                        8000, "0.0.0.0", Optional.empty(), List.of(), Optional.empty(), new ByteSize(1_000_000_000)))
                .isEqualTo(ServerSettings.defaults());
        assertThat(settings.data()).isEqualTo(new DataSettings(Path.of("data"), Optional.empty()));
        assertThat(settings.live())
                .isEqualTo(new LiveSettings(
                        Optional.empty(),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(2),
                        new ByteSize(512_000_000),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new SlateSettings(false, true, Duration.ofSeconds(2), false, false)));
        assertThat(settings.admin()).isEqualTo(new AdminSettings("admin", Optional.empty()));
        assertThat(settings.sources()).isEmpty();
        assertThat(settings.guides()).isEmpty();
        assertThat(settings.bouquets()).isEmpty();
        assertThat(settings.users()).isEmpty();
        assertThat(settings.acestream()).isEqualTo(AceStreamSettings.defaults());
        assertThat(settings.metrics()).isEqualTo(MetricsSettings.defaults());
    }

    @Test
    void playersNamesMayNotBreakTheirAddresses() throws IOException {
        for (var name :
                List.of("a/b", "a?b", "a#b", "a&b", "a%20b", "a+b", "a b", "a\\tb", "..", "Live", "radio_streams")) {
            assertThat(problems("users: [{username: \"" + name + "\", password: fine}]"))
                    .as(name)
                    .singleElement()
                    .asString()
                    .startsWith("line 1: users[0].username is '");
        }
        assertThat(problems("users: [{username: admin, password: \"a/b\"}]"))
                .containsExactly(
                        "line 1: users[0].password is '***': expected 1 to 128 characters, with no blank and none of / ? # & % +");
        assertThat(problems("users: [{username: a b, password: \"a b\", formats: []}]"))
                .as("all at once")
                .hasSize(3);
    }

    @Test
    void slatesAreOnOrOff() throws IOException {
        assertThat(problems("live: {slates: {expired: sometimes, outage-after: 1ms, limit-reach: true}}"))
                .hasSize(3)
                .anySatisfy(problem -> assertThat(problem).contains("live.slates.expired is 'sometimes'"))
                .anySatisfy(problem -> assertThat(problem).contains("live.slates.outage-after is '1ms'", "500ms"))
                .anySatisfy(problem -> assertThat(problem).contains("limit-reach", "limit-reached"));
    }

    @Test
    void sourcesAreRefusedWithTheirReasons() throws IOException {
        assertThat(problems("""
                                sources:
                                  - {name: A, type: xtream, url: "file:x"}
                                  - {name: B, type: m3u, url: "ftp://me:hush@example.net/x", proxy: "socks5://me:hush@host"}
                                  - {name: C, type: m3u, url: "http://me:hush@", headers: {"Bad Name": "x"}, user-agent: "a\\nb", include: []}
                                guides:
                                  - {name: D, url: example.net/hush}
                                acestream: {engines: ["http://127.0.0.1:6878", "127.0.0.1:6878"]}
                                data: {database: "jdbc:mysql://hush"}
                                server: {bind: "0.0.0.0:80", public-url: "https://me@example.net"}
                                live: {window: 5s}
                                """))
                .containsExactly(
                        "line 2: sources[0].url is 'file:x': expected the provider's address, such as http://provider.example:8080",
                        "line 2: sources[0].username is missing: expected the account's name, since type is xtream",
                        "line 2: sources[0].password is missing: expected the account's password, since type is xtream",
                        "line 3: sources[1].url is 'ftp://example.net/…': expected an address such as https://example.org/tv.m3u or file:lists/tv.m3u",
                        "line 3: sources[1].proxy is 'socks5://host': expected an address such as socks5://127.0.0.1:9050 or http://proxy.example:3128",
                        "line 4: sources[2].headers is '***': expected names of letters, digits and hyphens, and values of one line",
                        "line 4: sources[2].user-agent is '***': expected one line of text",
                        "line 4: sources[2].include is '[]': expected at least one of live, movies and series",
                        "line 6: guides[0].url is '***': expected an address such as https://example.org/guide.xml.gz or file:guide.xml",
                        "line 7: acestream.engines[1] is '***': expected an engine's address such as http://127.0.0.1:6878",
                        "line 8: data.database is '***': expected an address that begins with jdbc:postgresql: or jdbc:sqlite:",
                        "line 9: server.bind is '0.0.0.0:80': expected an address or a host name, without a port",
                        "line 9: server.public-url is 'https://example.net': expected an address such as https://tv.example.org, without user, query or fragment",
                        "line 10: live.window is '5s': expected at least three segments (live.segment is 2s), so 6s or more");
    }

    @Test
    void settingsNeverPrintTheirSecrets() {
        assertThat(usable(COMPLETE).toString())
                .doesNotContain("open-sesame", "winding", "t0ken", "0123", "w4ffles", "password=admin");
    }

    @Test
    void checkPrintsAllProblemsAndSaysSoInItsExitCode() throws IOException {
        var out = new ByteArrayOutputStream();
        var file = Files.writeString(directory.resolve("sintonia.yaml"), "server:\n  prot: 1\nlive:\n  window: 60\n");

        var code = ConfigurationCheck.run(file, Map.of(), new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(code).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "line 2: server.prot is not a setting; did you mean server.port?",
                        "line 4: live.window is '60': expected a duration such as 30s or 15m",
                        file + ": 2 problems");
    }

    @Test
    void checkOfAGoodFileSaysSoAndWhatThisVersionDoesNotServeYet() {
        var out = new ByteArrayOutputStream();

        var code = ConfigurationCheck.run(
                COMPLETE, Map.of("SINTONIA_SERVER_PORT", "9000"), new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "note: line 3: server.port is overridden by SINTONIA_SERVER_PORT",
                        "note: acestream.engines are not used: this version does not play AceStream channels",
                        COMPLETE + ": no problems");
    }

    @Test
    void databaseThatCannotBeUsedYetKeepsTheServerFromStarting() throws IOException {
        var file = Files.writeString(
                directory.resolve("sintonia.yaml"), "data: {database: \"jdbc:postgresql://db/x?password=s3cret\"}\n");

        assertThat(LaterVersions.obstacle(usable(file)))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("data.database names PostgreSQL")
                        .doesNotContain("s3cret"));
        assertThat(LaterVersions.obstacle(Settings.defaults())).isEmpty();
    }

    private static Settings usable(Path file) {
        return switch (SettingsFile.read(Optional.of(file), Map.of(), Settings.class)) {
            case Usable<Settings>(var settings, var _) -> settings;
            case Refused<Settings>(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private List<String> problems(String yaml) throws IOException {
        var file = Files.writeString(directory.resolve("sintonia.yaml"), yaml);
        return switch (SettingsFile.read(Optional.of(file), Map.of(), Settings.class)) {
            case Usable<Settings>(var _, var _) -> List.of();
            case Refused<Settings>(var problems) ->
                problems.stream().map(Object::toString).toList();
        };
    }

    private static NetworkRange network(String text) {
        return NetworkRange.parse(text).orElseThrow();
    }
}
