package io.sintonia.fetch;

import java.time.Duration;

/**
 * How patient we are with a live source.
 *
 * @param connect name lookup, connection, proxy and TLS, for each hop
 * @param firstByte the longest wait for the answer, and then for the first byte of the stream; the first byte of the stream is never later than
 *     {@code connect} + {@code firstByte} after the call
 * @param stall the longest wait for the next byte once the stream runs
 */
public record LiveTimeouts(Duration connect, Duration firstByte, Duration stall) {
    public LiveTimeouts {
        Patience.requirePositive("connect", connect);
        Patience.requirePositive("firstByte", firstByte);
        Patience.requirePositive("stall", stall);
    }
}
