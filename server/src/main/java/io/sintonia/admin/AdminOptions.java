package io.sintonia.admin;

import io.sintonia.config.NetworkRange;
import java.time.Instant;
import java.util.List;

/**
 * What the admin room is told of the house.
 *
 * @param version of this program
 * @param started when it did
 * @param metricsNetworks who may read metrics without signing in
 * @param demo whether the built-in demo is on
 */
public record AdminOptions(String version, Instant started, List<NetworkRange> metricsNetworks, boolean demo) {
    public AdminOptions {
        metricsNetworks = List.copyOf(metricsNetworks);
    }
}
