package io.sintonia.formats.xtream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An account as its panel describes it.
 *
 * @param admitted whether name and password are right
 * @param status what the panel says of it
 * @param expires when it ends; empty for never, and where the panel says it in no way we know
 * @param maxConnections streams at once; empty for any number, and where the panel is silent
 * @param activeConnections streams that run now
 * @param playlistsOnly whether its live streams come as HLS alone
 * @param message the panel's words to its customer
 */
public record PanelAccount(
        boolean admitted,
        Status status,
        Optional<Instant> expires,
        OptionalInt maxConnections,
        OptionalInt activeConnections,
        boolean playlistsOnly,
        String message) {
    static final PanelAccount UNKNOWN = new PanelAccount(
            false, Status.UNKNOWN, Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), false, "");

    private static final long LATEST_SECOND = 253_402_300_799L; // of the year 9999
    private static final long MILLIS_FROM = 100_000_000_000L;

    /** What a panel says of an account. */
    public enum Status {
        ACTIVE,
        TRIAL,
        EXPIRED,
        DISABLED,
        BANNED,
        /** The panel says something else, or nothing. */
        UNKNOWN
    }

    /** What a login brought. */
    public sealed interface Reading {
        /** The account, whatever its status. */
        record Read(PanelAccount account) implements Reading {}

        /**
         * Something else.
         *
         * @param reason what it is, for people
         */
        record NoAccount(String reason) implements Reading {}
    }

    /**
     * Reads the answer to a login.
     *
     * @param in the unpacked answer; not closed
     * @throws IOException if the stream fails
     */
    public static Reading read(InputStream in) throws IOException {
        return switch (PanelJson.open(in)) {
            case PanelJson.Opening.Foreign(String what) -> new Reading.NoAccount(what);
            case PanelJson.Opening.Blank() -> new Reading.NoAccount("it is empty");
            case PanelJson.Opening.Json(JsonParser json) -> {
                try (json) {
                    yield read(json);
                } catch (JsonProcessingException e) {
                    yield new Reading.NoAccount("it begins like JSON and is none");
                }
            }
        };
    }

    private static Reading read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return new Reading.NoAccount("it says nothing of an account");
        }
        Optional<PanelRow> user = Optional.empty();
        PanelRow server = new PanelRow(1, Map.of());
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            boolean object = json.nextToken() == JsonToken.START_OBJECT;
            if (object && name.equals("user_info")) {
                user = Optional.of(PanelJson.row(json, 1));
            } else if (object && name.equals("server_info")) {
                server = PanelJson.row(json, 1);
            } else {
                json.skipChildren();
            }
        }
        if (user.isEmpty()) {
            return new Reading.NoAccount("it says nothing of an account");
        }
        return new Reading.Read(of(user.get(), server));
    }

    /** What the two objects of a login say. */
    static PanelAccount of(PanelRow user, PanelRow server) {
        boolean said = !user.text("auth").isEmpty();
        return new PanelAccount(
                said ? user.isSet("auth") : !user.text("username").isEmpty(),
                status(user.text("status")),
                expires(user),
                atMost(user.whole("max_connections"), 1),
                atMost(user.whole("active_cons"), 0),
                isPlaylistsOnly(user),
                PanelJson.shortened(user.text("message")));
    }

    private static Status status(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "active", "enabled" -> Status.ACTIVE;
            case "trial" -> Status.TRIAL;
            case "expired" -> Status.EXPIRED;
            case "disabled", "inactive" -> Status.DISABLED;
            case "banned", "blocked" -> Status.BANNED;
            default -> Status.UNKNOWN;
        };
    }

    /** Seconds, or milliseconds from some panels; null, "", 0 and what is no number mean never. */
    private static Optional<Instant> expires(PanelRow user) {
        OptionalLong said = user.whole("exp_date");
        if (said.isEmpty() || said.getAsLong() <= 0) {
            return Optional.empty();
        }
        long seconds = said.getAsLong() >= MILLIS_FROM ? said.getAsLong() / 1000 : said.getAsLong();
        return seconds > LATEST_SECOND ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
    }

    private static OptionalInt atMost(OptionalLong said, int least) {
        return said.isPresent() && said.getAsLong() >= least
                ? OptionalInt.of((int) Math.min(said.getAsLong(), 100_000))
                : OptionalInt.empty();
    }

    private static boolean isPlaylistsOnly(PanelRow user) {
        String formats =
                user.text("allowed_output_formats[]", "allowed_output_formats").toLowerCase(Locale.ROOT);
        return formats.contains("m3u8") && !formats.matches(".*\\bts\\b.*");
    }

    /** Why nothing can be had with it now, for people; empty if something can. */
    public Optional<String> objection(Instant now) {
        if (!admitted) {
            return Optional.of("the provider does not know this name and password");
        }
        String said = message.isEmpty() ? "" : " (it says: " + message + ")";
        return switch (status) {
            case EXPIRED -> Optional.of("the account has expired" + said);
            case DISABLED -> Optional.of("the provider has disabled the account" + said);
            case BANNED -> Optional.of("the provider has banned the account" + said);
            case ACTIVE, TRIAL, UNKNOWN ->
                expires.filter(end -> !end.isAfter(now)).map(end -> "the account has expired" + said);
        };
    }
}
