package io.sintonia.plays;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Which refusals are kept: ten a minute for each address, name and reason, and a hundred a minute from one address under
 * whatever names, so that somebody who guesses does not push everybody else's plays out. In memory, bounded.
 */
final class RefusalLimit {
    private static final int MOST_ALIKE = 10;
    private static final int MOST_FROM_AN_ADDRESS = 100;
    private static final int MOST_REMEMBERED = 20_000;
    private static final Duration MEMORY = Duration.ofMinutes(1);
    private static final int NETWORK_BYTES = 8;

    private record Alike(InetAddress network, String user, String reason) {}

    private final Cache<Alike, AtomicInteger> alike;
    private final Cache<InetAddress, AtomicInteger> fromAddress;

    RefusalLimit(LongSupplier nanos) {
        this.alike = memory(nanos).build();
        this.fromAddress = memory(nanos).build();
    }

    private static Caffeine<Object, Object> memory(LongSupplier nanos) {
        return Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .ticker(nanos::getAsLong)
                .expireAfterWrite(MEMORY);
    }

    /** Whether this one is kept; counts it. */
    boolean keeps(InetAddress address, String user, String reason) {
        InetAddress network = network(address);
        return count(alike.get(new Alike(network, user, reason), any -> new AtomicInteger())) <= MOST_ALIKE
                && count(fromAddress.get(network, any -> new AtomicInteger())) <= MOST_FROM_AN_ADDRESS;
    }

    private static int count(AtomicInteger counter) {
        return counter.incrementAndGet();
    }

    /** The rest of an IPv6 address is its owner's to choose (RFC 4291, 2.5.4). */
    private static InetAddress network(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }
}
