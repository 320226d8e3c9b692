package io.sintonia.relay;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where datagrams are to be received: {@code udp://[source]@group:port?localaddr=…}, as lists have it.
 *
 * @param address a multicast group, or an address of this machine; the wildcard where only a port is given
 * @param sources the senders to be heard (source-specific multicast, RFC 4607); empty for any
 * @param localInterface an interface's name or one of its addresses; empty for the one the system's routes name
 * @param carriage what the scheme promises
 */
record UdpAddress(
        InetAddress address, int port, List<InetAddress> sources, Optional<String> localInterface, Carriage carriage) {
    private static final int UDP_PORT = 1234;
    private static final int RTP_PORT = 5004;
    private static final int MOST_SOURCES = 16;

    /** What the scheme promises; either may turn out to carry the other. */
    enum Carriage {
        UDP,
        RTP
    }

    /** What an address turned out to be. */
    sealed interface Reading {
        record Read(UdpAddress address) implements Reading {}

        /** With what is wrong with it, for the operator. */
        record Unusable(String reason) implements Reading {}
    }

    UdpAddress {
        sources = List.copyOf(sources);
    }

    static boolean isUdp(String url) {
        return url.regionMatches(true, 0, "udp://", 0, 6) || url.regionMatches(true, 0, "rtp://", 0, 6);
    }

    /** Names are not looked up: a group has none, and this machine knows its own addresses. */
    static Reading read(String url) {
        Carriage carriage = url.regionMatches(true, 0, "rtp", 0, 3) ? Carriage.RTP : Carriage.UDP;
        String rest = url.strip().substring(6);
        int end = 0;
        while (end < rest.length() && "/?#|".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String authority = rest.substring(0, end);
        int at = authority.lastIndexOf('@');
        List<InetAddress> sources = new ArrayList<>();
        if (at > 0 && !add(authority.substring(0, at), sources)) {
            return new Reading.Unusable("the sender before '@' is no IP address");
        }
        String place = authority.substring(at + 1);
        int colon = place.lastIndexOf(':') > place.lastIndexOf(']') ? place.lastIndexOf(':') : -1;
        Optional<InetAddress> address = literal(colon < 0 ? place : place.substring(0, colon));
        if (address.isEmpty()) {
            return new Reading.Unusable("its host is neither a multicast group nor an IP address of this machine");
        }
        String digits = colon < 0 ? "" : place.substring(colon + 1);
        int port = digits.isEmpty()
                ? carriage == Carriage.RTP ? RTP_PORT : UDP_PORT
                : digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65_535) {
            return new Reading.Unusable("its port is no number from 1 to 65535");
        }
        Optional<String> local = Optional.empty();
        for (String option : query(rest)) {
            int equals = option.indexOf('=');
            String name = option.substring(0, Math.max(0, equals)).toLowerCase(Locale.ROOT);
            String value = option.substring(equals + 1);
            // fec=, pkt_size=, fifo_size= and the like tune other programs
            switch (name) {
                case "localaddr", "interface", "iface", "miface" ->
                    local = value.isBlank() ? local : Optional.of(value.strip());
                case "source", "sources" -> {
                    if (!add(value, sources)) {
                        return new Reading.Unusable("its " + name + " is no list of IP addresses");
                    }
                }
                default -> {}
            }
        }
        if (sources.stream().anyMatch(source -> family(source) != family(address.get()))) {
            return new Reading.Unusable("its sender and its group are of different IP versions");
        }
        return new Reading.Read(new UdpAddress(address.get(), port, sources, local, carriage));
    }

    boolean isMulticast() {
        return address.isMulticastAddress();
    }

    private static boolean add(String list, List<InetAddress> sources) {
        for (String text : list.split(",", MOST_SOURCES)) {
            Optional<InetAddress> source = literal(text.strip());
            if (source.isEmpty() || text.isBlank()) {
                return false;
            }
            sources.add(source.get());
        }
        return true;
    }

    private static List<String> query(String rest) {
        int question = rest.indexOf('?');
        return question < 0 ? List.of() : List.of(rest.substring(question + 1).split("[&|#]"));
    }

    private static Optional<InetAddress> literal(String host) {
        if (host.isEmpty() || host.equals("*")) {
            return Optional.of(Inet4Address.ofLiteral("0.0.0.0"));
        }
        if (host.equalsIgnoreCase("localhost")) {
            return Optional.of(Inet4Address.ofLiteral("127.0.0.1"));
        }
        try {
            boolean bracketed = host.startsWith("[") && host.endsWith("]");
            return Optional.of(
                    bracketed
                            ? Inet6Address.ofLiteral(host.substring(1, host.length() - 1))
                            : Inet4Address.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int family(InetAddress address) {
        return address.getAddress().length;
    }

    /** Such as {@code 239.0.0.1:1234}. */
    @Override
    public String toString() {
        String host = address.getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
