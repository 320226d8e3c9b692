package io.sintonia.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts wrong passwords, so that guessing is slow: sixty a minute for a name from an address, six hundred for all names
 * from it. In memory, bounded.
 *
 * <p>Names are counted apart, since a household has one address: a player with an old password, which asks all day, must not
 * keep the others in it from theirs.
 *
 * <p>The minute begins with the first wrong guess and forgives at its end, whatever happens meanwhile: a forgotten player
 * is not locked out for longer than its owner needs to mend it. Of an IPv6 address the first 64
 * bits count, since the rest is its owner's to choose (RFC 4291, 2.5.4).
 */
public final class LoginThrottle {
    private static final int MOST_FOR_A_NAME = 60;
    private static final int MOST_FOR_AN_ADDRESS = 600;
    private static final int MOST_KEPT = 100_000;
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private record Guess(InetAddress network, String username) {}

    private final Cache<InetAddress, AtomicInteger> byNetwork;
    private final Cache<Guess, AtomicInteger> byName;

    /** Nobody has guessed yet. */
    public LoginThrottle() {
        this(System::nanoTime);
    }

    LoginThrottle(LongSupplier nanoTime) {
        byNetwork = memory(nanoTime).build();
        byName = memory(nanoTime).build();
    }

    private static Caffeine<Object, Object> memory(LongSupplier nanoTime) {
        return Caffeine.newBuilder()
                .maximumSize(MOST_KEPT)
                .ticker(nanoTime::getAsLong)
                .expireAfterWrite(MEMORY);
    }

    /** Whether there were so many guesses lately that this name is not listened to from this address. */
    public boolean isTooMany(InetAddress address, String username) {
        InetAddress network = network(address);
        return isAtLeast(byNetwork.getIfPresent(network), MOST_FOR_AN_ADDRESS)
                || isAtLeast(byName.getIfPresent(new Guess(network, username)), MOST_FOR_A_NAME);
    }

    /** Notes a wrong guess. */
    public void wrong(InetAddress address, String username) {
        InetAddress network = network(address);
        byNetwork.get(network, any -> new AtomicInteger()).incrementAndGet();
        byName.get(new Guess(network, username), any -> new AtomicInteger()).incrementAndGet();
    }

    private static boolean isAtLeast(@Nullable AtomicInteger count, int most) {
        return count != null && count.get() >= most;
    }

    private static InetAddress network(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, 8, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }
}
