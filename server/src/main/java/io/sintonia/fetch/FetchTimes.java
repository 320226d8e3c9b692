package io.sintonia.fetch;

import java.time.Duration;

/**
 * How long a download may take.
 *
 * @param total from the call to the last byte
 * @param connect name lookup, connection, proxy and TLS, for each hop
 * @param silence the longest wait for the next byte
 */
public record FetchTimes(Duration total, Duration connect, Duration silence) {
    /** 10 minutes, 10 seconds, 30 seconds. */
    public static final FetchTimes DEFAULT =
            new FetchTimes(Duration.ofMinutes(10), Duration.ofSeconds(10), Duration.ofSeconds(30));

    public FetchTimes {
        Patience.requirePositive("total", total);
        Patience.requirePositive("connect", connect);
        Patience.requirePositive("silence", silence);
    }
}
