package io.sintonia.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * Asks where a host's name leads, for connections that another program will open. What it connects to later may be another
 * address; where we connect ourselves, the very address that is used is asked about instead.
 */
public final class HostLookup {
    private HostLookup() {}

    /**
     * The addresses of a name or of a literal, IPv6 in brackets; never empty. Blocks, on a thread that may be virtual.
     *
     * @throws IOException if the name is not known, or not found within this time
     */
    public static List<InetAddress> of(String host, Duration within) throws IOException {
        return Names.SYSTEM.of(host, new Patience.Wait(within, "no answer of the name service"));
    }
}
