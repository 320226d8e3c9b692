package io.sintonia.accounts;

import io.sintonia.config.NetworkRange;
import io.sintonia.config.Secret;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who plays.
 *
 * @param maxConnections how many things may play at the same time; 0 for no limit
 * @param formats what live streams may be asked for, in the owner's order
 * @param bouquetIds what is seen; everything if empty
 * @param allowedNetworks from where; from everywhere if empty
 */
public record Account(
        long id,
        String username,
        Secret password,
        int maxConnections,
        Optional<Instant> expires,
        boolean trial,
        boolean enabled,
        List<UserSettings.Format> formats,
        UserSettings.AtLimit atLimit,
        Set<Long> bouquetIds,
        List<NetworkRange> allowedNetworks,
        Instant createdAt) {
    public Account {
        formats = List.copyOf(formats);
        bouquetIds = Set.copyOf(bouquetIds);
        allowedNetworks = List.copyOf(allowedNetworks);
    }

    /** Whether the account may be used at a moment, in the protocol's words. */
    public Standing standingAt(Instant now) {
        if (!enabled) {
            return Standing.DISABLED;
        }
        return expires.filter(end -> !now.isBefore(end)).isPresent() ? Standing.EXPIRED : Standing.ACTIVE;
    }

    /** Whether it may be used from an address. */
    public boolean allows(InetAddress address) {
        return allowedNetworks.isEmpty() || allowedNetworks.stream().anyMatch(network -> network.contains(address));
    }

    /** Whether an account may be used. */
    public enum Standing {
        ACTIVE("Active"),
        EXPIRED("Expired"),
        DISABLED("Disabled");

        private final String word;

        Standing(String word) {
            this.word = word;
        }

        /** The word that players expect. */
        public String word() {
            return word;
        }
    }
}
