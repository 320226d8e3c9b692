package io.sintonia.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A network in CIDR form, or one address: {@code 192.168.0.0/16}, {@code 2001:db8::/32}, {@code 127.0.0.1}. Only literal
 * addresses are read, so no name is ever looked up.
 *
 * @param network the first address; bits beyond the prefix are zero
 * @param prefix how many leading bits an address must share: 0 to 32 (IPv4) or 128 (IPv6)
 */
public record NetworkRange(InetAddress network, int prefix) {
    // Stricter than InetAddress.ofLiteral, which takes "10.1" too; a leading zero means octal to some readers.
    private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");
    // RFC 4291, 2.5.5.2: an IPv4 address stands in the last 32 bits of ::ffff:0:0/96.
    private static final int MAPPED_BITS = 96;

    /** A network; a prefix longer than the address is a bug of the caller. */
    public NetworkRange {
        var bits = network.getAddress().length * Byte.SIZE;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("a prefix has 0 to " + bits + " bits: " + prefix);
        }
        network = masked(network, prefix);
    }

    /** Reads {@code ADDRESS} or {@code ADDRESS/PREFIX}; empty for anything else, host names among them. */
    public static Optional<NetworkRange> parse(String text) {
        var parts = text.strip().split("/", -1);
        var address = literal(parts[0]);
        if (address.isEmpty() || parts.length > 2) {
            return Optional.empty();
        }
        var bits = address.get().getAddress().length * Byte.SIZE;
        if (parts.length == 1) {
            return Optional.of(new NetworkRange(address.get(), bits));
        }
        if (!PREFIX.matcher(parts[1]).matches()) {
            return Optional.empty();
        }
        var mapped = address.get() instanceof Inet4Address && parts[0].contains(":");
        var prefix = Integer.parseInt(parts[1]) - (mapped ? MAPPED_BITS : 0);
        return prefix < 0 || prefix > bits ? Optional.empty() : Optional.of(new NetworkRange(address.get(), prefix));
    }

    /** Whether the address lies in this network; an IPv4 address never lies in an IPv6 network. */
    public boolean contains(InetAddress address) {
        return address.getAddress().length == network.getAddress().length
                && Arrays.equals(masked(address, prefix).getAddress(), network.getAddress());
    }

    /** CIDR form, also for a single address: {@code 127.0.0.1/32}. */
    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }

    private static Optional<InetAddress> literal(String text) {
        if (!IPV4.matcher(text).matches()
                && !(text.contains(":") && IPV6.matcher(text).matches())) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static InetAddress masked(InetAddress address, int prefix) {
        var bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            var kept = Math.clamp(prefix - (long) i * Byte.SIZE, 0, Byte.SIZE);
            bytes[i] &= (byte) (0xFF << (Byte.SIZE - kept));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address kept its length, yet is none", e);
        }
    }
}
