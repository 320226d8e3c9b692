package io.sintonia.outputs.hls;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The part of a segment's address that cannot be guessed: the same for all viewers of a channel, so that any cache in
 * between serves them all, and another one every hour, the last one staying good.
 */
public final class SegmentTokens {
    private static final long PERIOD_MILLIS = Duration.ofHours(1).toMillis();

    private final UnaryOperator<String> signature;
    private final InstantSource clock;

    /** {@code signature} makes a short text that nobody else can make for a text. */
    public SegmentTokens(UnaryOperator<String> signature, InstantSource clock) {
        this.signature = signature;
        this.clock = clock;
    }

    String tokenOf(long channelId) {
        return token(channelId, period());
    }

    /** The channel a token stands for, if it is one of ours and not too old. */
    Optional<Long> channelOf(String token) {
        int dot = token.indexOf('.');
        if (dot <= 0 || dot > 10 || !token.substring(0, dot).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        long channelId = Long.parseLong(token.substring(0, dot));
        boolean good = token.equals(token(channelId, period())) || token.equals(token(channelId, period() - 1));
        return good ? Optional.of(channelId) : Optional.empty();
    }

    private String token(long channelId, long period) {
        return channelId + "." + signature.apply("hls " + channelId + " " + period);
    }

    private long period() {
        return clock.millis() / PERIOD_MILLIS;
    }
}
