package io.sintonia.outputs;

import static io.sintonia.schema.Tables.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sintonia.accounts.Account;
import io.sintonia.accounts.Accounts;
import io.sintonia.accounts.LoginThrottle;
import io.sintonia.accounts.Sessions;
import io.sintonia.accounts.SignIn;
import io.sintonia.accounts.UserSettings;
import io.sintonia.catalogue.BouquetSettings;
import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.CatalogueEditor;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.Library;
import io.sintonia.changes.ChangeFeed;
import io.sintonia.config.ByteSize;
import io.sintonia.config.Secret;
import io.sintonia.outputs.gate.Gate;
import io.sintonia.outputs.gate.Refusals;
import io.sintonia.outputs.wire.Answer;
import io.sintonia.outputs.wire.BaseUrl;
import io.sintonia.outputs.wire.Parameters;
import io.sintonia.outputs.wire.Pieces;
import io.sintonia.outputs.wire.PlayerRequest;
import io.sintonia.storage.Database;
import io.sintonia.storage.Seal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/**
 * A small house for tests of what players are answered: a real database in a folder of the test's, accounts, a catalogue, a
 * gate, and a clock that stands still until it is moved. Requests are built by hand, answers are read back as text.
 */
public final class House implements AutoCloseable {
    /** When it is, until {@link #timeIs}. */
    public static final Instant NOON = Instant.parse("2026-03-14T12:10:00Z");

    private static final long SOURCE_ID = 1;

    private volatile Instant now = NOON;
    private final Database database;
    private final ChangeFeed changes = new ChangeFeed();
    private final CatalogueEditor editor;
    private final Catalogue catalogue;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Gate gate;
    private final Offer offer;

    /** An empty house in a folder. */
    public House(Path folder) {
        InstantSource clock = clock();
        database = Database.sqlite(folder.resolve("house.db"));
        database.write(sql -> sql.insertInto(SOURCE)
                .set(SOURCE.ID, SOURCE_ID)
                .set(SOURCE.NAME, "list")
                .set(SOURCE.KIND, "m3u")
                .set(SOURCE.LOCATION, "file:list.m3u")
                .set(SOURCE.SETTINGS, "{}")
                .set(SOURCE.ENABLED, true)
                .set(SOURCE.FROM_FILE, true)
                .set(SOURCE.CREATED_AT, 0L)
                .execute());
        editor = new CatalogueEditor(database, changes, clock);
        catalogue = new Catalogue(database, changes, clock);
        try {
            accounts = new Accounts(database, Seal.withKeyFile(folder.resolve("key")), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            offer = new Offer(
                    catalogue,
                    new Library(database),
                    new RenderedAnswers(
                            catalogue,
                            Files.createDirectories(folder.resolve("answers")),
                            new ByteSize(100_000_000),
                            clock));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sessions = new Sessions(clock, Duration.ZERO);
        gate = new Gate(accounts, new LoginThrottle(), clock, new Refusals());
    }

    /** What tells the time here. */
    public InstantSource clock() {
        return () -> now;
    }

    /** Moves the clock. */
    public void timeIs(Instant moment) {
        now = moment;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public CatalogueEditor editor() {
        return editor;
    }

    public Accounts accounts() {
        return accounts;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Offer offer() {
        return offer;
    }

    public Database database() {
        return database;
    }

    public Gate gate() {
        return gate;
    }

    /** Adds channels to the catalogue, in this order; ids count up from 1. */
    public House channels(Draft... drafts) {
        editor.importChannels(
                SOURCE_ID, work -> Arrays.stream(drafts).map(Draft::found).forEach(work::add));
        return this;
    }

    /** Makes these the only bouquets. */
    public House bouquets(BouquetSettings... bouquets) {
        editor.declare(List.of(bouquets));
        return this;
    }

    /** Makes these the only accounts. */
    public House users(UserSettings... users) {
        accounts.declare(List.of(users));
        return this;
    }

    /** An account, by its credentials. */
    public Account account(String username, String password) {
        return switch (accounts.signIn(username, password)) {
            case SignIn.Known(Account account) -> account;
            case SignIn.Unknown() -> throw new AssertionError("no account " + username);
        };
    }

    /** A channel, by its name. */
    public Channel channel(String name) {
        return catalogue.current().channels().stream()
                .filter(channel -> channel.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no channel " + name));
    }

    /** A user with the settings that hold when nothing else is said. */
    public static UserSettings user(String username, String password, String... bouquets) {
        return new UserSettings(
                username,
                Secret.of(password),
                1,
                Optional.empty(),
                false,
                true,
                List.of(UserSettings.Format.TS, UserSettings.Format.M3U8),
                List.of(bouquets),
                List.of(),
                UserSettings.AtLimit.REPLACE_OLDEST);
    }

    /** Such a user, with formats in this order. */
    public static UserSettings user(String username, String password, List<UserSettings.Format> formats) {
        return new UserSettings(
                username,
                Secret.of(password),
                1,
                Optional.empty(),
                false,
                true,
                formats,
                List.of(),
                List.of(),
                UserSettings.AtLimit.REPLACE_OLDEST);
    }

    /** Such a user, who may not play any more. */
    public static UserSettings expired(String username, String password, Instant end) {
        return new UserSettings(
                username,
                Secret.of(password),
                1,
                Optional.of(end),
                true,
                true,
                List.of(UserSettings.Format.TS),
                List.of(),
                List.of(),
                UserSettings.AtLimit.REPLACE_OLDEST);
    }

    /** A request from a player at {@code http://tv.example.net:8080}, for instance {@code /get.php?username=anna}. */
    public static PlayerRequest ask(String target) {
        return ask(target, new PlayerRequest.Wishes(false, Optional.empty()));
    }

    /** The same, with what its headers ask for. */
    public static PlayerRequest ask(String target, PlayerRequest.Wishes wishes) {
        return ask(target, wishes, BaseUrl.parse("http://tv.example.net:8080"));
    }

    /** The same, having reached us under another address. */
    public static PlayerRequest ask(String target, PlayerRequest.Wishes wishes, BaseUrl base) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return new PlayerRequest(
                "GET",
                Arrays.stream(path.split("/", -1))
                        .filter(segment -> !segment.isEmpty())
                        .toList(),
                Parameters.of(query < 0 ? "" : target.substring(query + 1), Map.of()),
                InetAddress.ofLiteral("192.0.2.7"),
                "Test/1.0",
                base,
                wishes);
    }

    /** The wish for a packed body. */
    public static PlayerRequest.Wishes packed() {
        return new PlayerRequest.Wishes(true, Optional.empty());
    }

    /** Says which version the player has. */
    public static PlayerRequest.Wishes knowing(String tag) {
        return new PlayerRequest.Wishes(false, Optional.of(tag));
    }

    /** An answer's status and headers. */
    public static Answer.Head head(Answer answer) {
        return switch (answer) {
            case Answer.Whole(Answer.Head head, byte[] _) -> head;
            case Answer.Streamed streamed -> streamed.head();
            case Answer.FilePart part -> part.head();
            case Answer.TakeOver _ -> throw new AssertionError("the connection was taken over");
        };
    }

    /** A header of an answer; empty if it has none. */
    public static String header(Answer answer, String name) {
        return head(answer).headers().getOrDefault(name, "");
    }

    /** An answer's bytes as they would be sent. */
    public static byte[] bytes(Answer answer) {
        return switch (answer) {
            case Answer.Whole(Answer.Head _, byte[] body) -> body;
            case Answer.Streamed(var _, OptionalLong length, Pieces pieces) -> {
                byte[] all = all(pieces);
                length.ifPresent(promised -> assertThat(all).hasSize((int) promised));
                yield all;
            }
            case Answer.FilePart(var _, byte[] before, Answer.FileBytes bytes) -> all(before, bytes);
            case Answer.TakeOver _ -> throw new AssertionError("no body");
        };
    }

    private static byte[] all(Pieces pieces) {
        try (pieces) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] piece = new byte[1000];
            for (int length = pieces.fill(piece); length > 0; length = pieces.fill(piece)) {
                all.write(piece, 0, length);
            }
            return all.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] all(byte[] before, Answer.FileBytes bytes) {
        ByteBuffer all =
                ByteBuffer.allocate(before.length + (int) bytes.length()).put(before);
        try {
            while (all.hasRemaining() && bytes.file().read(all, all.position() - before.length) >= 0) {}
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.release();
        return all.array();
    }

    /** An answer's text. */
    public static String text(Answer answer) {
        return new String(bytes(answer), StandardCharsets.UTF_8);
    }

    /** The text in packed bytes. */
    public static String unpacked(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        offer.answers().close();
        database.close();
    }
}
