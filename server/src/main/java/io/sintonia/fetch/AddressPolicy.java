package io.sintonia.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Which machines a source may lead us to. Asked about the very address that is about to be connected, after the name was looked up. */
public enum AddressPolicy {
    /** The operator trusts this source: it may also name machines of the local network. */
    ANY {
        @Override
        public boolean permits(InetAddress address) {
            return true;
        }
    },
    /** Only machines of the public internet, however the address is spelt. */
    PUBLIC_ONLY {
        @Override
        public boolean permits(InetAddress address) {
            byte[] bytes = address.getAddress();
            return address instanceof Inet4Address ? isPublic4(bytes, 0) : isPublic6(bytes);
        }
    };

    /** Whether a connection to this address may be opened. */
    public abstract boolean permits(InetAddress address);

    /** IANA IPv4 Special-Purpose Address Registry (RFC 6890 and successors). */
    private static boolean isPublic4(byte[] bytes, int at) {
        int a = bytes[at] & 0xff;
        int b = bytes[at + 1] & 0xff;
        int c = bytes[at + 2] & 0xff;
        return switch (a) {
            case 0, 10, 127 -> false; // this network, private, loopback
            case 100 -> b < 64 || b > 127; // carrier-grade NAT
            case 169 -> b != 254; // link-local
            case 172 -> b < 16 || b > 31; // private
            case 192 ->
                b != 168
                        && !(b == 0 && (c == 0 || c == 2))
                        && !(b == 88 && c == 99); // private, protocol, documentation, 6to4 relays
            case 198 -> b != 18 && b != 19 && !(b == 51 && c == 100); // benchmarks, documentation
            case 203 -> !(b == 0 && c == 113); // documentation
            default -> a < 224; // multicast, reserved, broadcast
        };
    }

    /** RFC 4291: only 2000::/3 is handed out; the transition forms inside it are as public as the IPv4 address they carry. */
    private static boolean isPublic6(byte[] bytes) {
        int first = word(bytes, 0);
        int second = word(bytes, 2);
        if (first == 0x0064 && second == 0xff9b && isZero(bytes, 4, 12)) { // NAT64, RFC 6052
            return isPublic4(bytes, 12);
        }
        if (first == 0
                && isZero(bytes, 2, 10)
                && word(bytes, 10) == 0xffff) { // IPv4-mapped; the JDK usually unwraps it itself
            return isPublic4(bytes, 12);
        }
        if ((first & 0xe000)
                != 0x2000) { // loopback, unspecified, unique-local, link-local, multicast, local NAT64, IPv4-compatible
            return false;
        }
        if (first == 0x2002) { // 6to4, RFC 3056
            return isPublic4(bytes, 2);
        }
        if (first == 0x2001
                && (second < 0x0200 || second == 0x0db8)) { // protocol assignments with Teredo, documentation
            return false;
        }
        if ((word(bytes, 8) & 0xfcff) == 0 && word(bytes, 10) == 0x5efe) { // ISATAP, RFC 5214
            return isPublic4(bytes, 12);
        }
        return first != 0x3fff; // documentation, RFC 9637
    }

    private static int word(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
