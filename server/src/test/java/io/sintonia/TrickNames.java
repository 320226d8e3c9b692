package io.sintonia;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The name service of the tests' JVM: names below {@code tricks.test} lead where an attacker's would, and no question about them leaves
 * this machine (RFC 6761, 6.2: no real name ends in {@code .test}). Everything else is the system's to answer.
 */
public final class TrickNames extends InetAddressResolverProvider {
    /** Questions about names below {@code tricks.test} so far. */
    public static final AtomicLong ASKED = new AtomicLong();

    private static final Map<String, String[]> NAMES = Map.of(
            "loopback.tricks.test", new String[] {"127.0.0.1"},
            "loopback6.tricks.test", new String[] {"::1"},
            "metadata.tricks.test", new String[] {"169.254.169.254"},
            "router.tricks.test", new String[] {"192.168.1.1"},
            "mapped.tricks.test", new String[] {"::ffff:127.0.0.1"},
            "sixtofour.tricks.test", new String[] {"2002:7f00:1::1"},
            "nat64.tricks.test", new String[] {"64:ff9b::7f00:1"},
            "unspecified.tricks.test", new String[] {"0.0.0.0"},
            "several.tricks.test", new String[] {"127.0.0.1", "10.0.0.1", "::1"});

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver system = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                if (!host.endsWith("tricks.test")) {
                    return system.lookupByName(host, policy);
                }
                ASKED.incrementAndGet();
                String[] addresses = NAMES.get(host);
                if (addresses == null) {
                    throw new UnknownHostException(host);
                }
                return Stream.of(addresses).map(InetAddress::ofLiteral);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return system.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "tricks";
    }
}
