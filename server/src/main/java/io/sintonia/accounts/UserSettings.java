package io.sintonia.accounts;

import io.sintonia.config.About;
import io.sintonia.config.Default;
import io.sintonia.config.Example;
import io.sintonia.config.Inspection;
import io.sintonia.config.NameOf;
import io.sintonia.config.NetworkRange;
import io.sintonia.config.Range;
import io.sintonia.config.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who plays, as the settings declare them.
 *
 * @param password shown again in links, so never hashed
 * @param maxConnections players at once, 0 for any number
 * @param expires the first instant at which nothing plays any more
 * @param formats never empty
 * @param bouquets by name; empty for everything
 * @param allowedNetworks empty for everywhere
 */
@About("Who plays. These users live in the file; those made in the UI live in the database.")
public record UserSettings(
        @About("The name that players send; it stands in addresses, so it has no blank and none of / ? # & % +.")
        @Example("living-room")
        String username,

        @About("The password that players send; the same characters as in a name.") @Example("s3cret")
        Secret password,

        @About("How many players may play at once; 0 for any number.") @Default("1") @Range(min = "0", max = "10000")
        int maxConnections,

        @About("When the account ends; without it, never.") @Example("2027-01-01T00:00:00Z")
        Optional<Instant> expires,

        @About("Whether players are told that this is a trial.") @Default("false")
        boolean trial,

        @About("Whether the user may play at all.") @Default("true")
        boolean enabled,

        @About("What the user may play live channels as: ts, m3u8 or both.") @Default("[ts, m3u8]")
        List<Format> formats,

        @About("The bouquets the user sees; without any, everything.") @NameOf("bouquets.name") @Example("[Family]")
        List<String> bouquets,

        @About("The networks the user may play from; without any, everywhere.") @Example("[192.168.0.0/16]")
        List<NetworkRange> allowedNetworks,

        @About("What happens to one player too many: replace-oldest ends the oldest, refuse turns the new one away.")
        @Default("replace-oldest")
        AtLimit atLimit) {

    /** How a live channel is delivered. */
    public enum Format {
        /** One endless MPEG transport stream. */
        TS,
        /** HTTP Live Streaming. */
        M3U8
    }

    /** What happens to one player too many. */
    public enum AtLimit {
        /** The player that has played longest is ended. */
        REPLACE_OLDEST,
        /** The new player is turned away. */
        REFUSE
    }

    /** Refuses names and passwords that would not survive in a URL. */
    public UserSettings {
        new Inspection()
                .expect(PlayerCredential.isUsable(username), "username", username, PlayerCredential.EXPECTATION)
                .expect(
                        !PlayerCredential.isReserved(username),
                        "username",
                        username,
                        PlayerCredential.RESERVED_EXPECTATION)
                .expect(
                        PlayerCredential.isUsable(password.reveal()),
                        "password",
                        password,
                        PlayerCredential.EXPECTATION)
                .expect(!formats.isEmpty(), "formats", formats, "at least one of ts and m3u8")
                .conclude();
        formats = List.copyOf(formats);
        bouquets = List.copyOf(bouquets);
        allowedNetworks = List.copyOf(allowedNetworks);
    }
}
