package io.sintonia.relay;

import io.sintonia.fetch.AddressPolicy;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Opens {@code udp://} and {@code rtp://}: multicast groups, with or without a named sender, and ports of this machine.
 *
 * <p>Groups, and private and loopback addresses, are for sources that may reach the local network; nothing is ever sent.
 */
final class UdpUpstreams implements UpstreamOpener {
    /** Half a second of 80 Mbit/s; the system gives what it allows (net.core.rmem_max). */
    private static final int SYSTEM_BUFFER = 5 << 20;

    private final LongSupplier nanos;

    UdpUpstreams(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public boolean opens(String url) {
        return UdpAddress.isUdp(url);
    }

    @Override
    public Opening open(Request request) {
        return switch (UdpAddress.read(request.source().url())) {
            case UdpAddress.Reading.Unusable(String reason) ->
                failed(UpstreamFailure.Kind.UNSUPPORTED, "the address cannot be used: " + reason);
            case UdpAddress.Reading.Read(UdpAddress address) -> open(address, request);
        };
    }

    private Opening open(UdpAddress address, Request request) {
        AddressPolicy policy = request.provider().trustLocal() ? AddressPolicy.ANY : AddressPolicy.PUBLIC_ONLY;
        if (!policy.permits(address.address())) {
            return failed(
                    UpstreamFailure.Kind.UNREACHABLE,
                    (address.isMulticast() ? "multicast groups are" : address + " is")
                            + " of the local network, which this source may not reach (trust-local)");
        }
        UdpUpstream upstream;
        try {
            upstream = join(address, request);
        } catch (BindException e) {
            return failed(UpstreamFailure.Kind.BUSY, "port " + address.port() + " is in use by another receiver");
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return failed(UpstreamFailure.Kind.UNREACHABLE, address + " cannot be received: " + e.getMessage());
        }
        try {
            upstream.awaitFirst(request.firstByte());
            return new Opening.Opened(upstream);
        } catch (SocketTimeoutException e) {
            upstream.close();
            return failed(UpstreamFailure.Kind.SILENT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            upstream.close();
            return failed(UpstreamFailure.Kind.BROKE_OFF, "waiting at " + address + " was broken off");
        }
    }

    private UdpUpstream join(UdpAddress address, Request request) throws IOException {
        List<NetworkInterface> interfaces = address.isMulticast() ? interfaces(address) : List.of();
        if (!address.isMulticast() && !isOurs(address.address())) {
            throw new SocketException("it is no address of this machine");
        }
        ProtocolFamily family =
                address.address() instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
        DatagramChannel channel = DatagramChannel.open(family);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SYSTEM_BUFFER);
            if (address.isMulticast()) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            }
            // bound to the group itself: a port alone would also bring other groups' datagrams of the same port
            channel.bind(new InetSocketAddress(address.address(), address.port()));
            return new UdpUpstream(address, channel, memberships(channel, address, interfaces), request.stall(), nanos);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static List<MembershipKey> memberships(
            DatagramChannel channel, UdpAddress address, List<NetworkInterface> interfaces) throws IOException {
        List<MembershipKey> keys = new ArrayList<>();
        for (NetworkInterface each : interfaces) {
            if (address.sources().isEmpty()) {
                keys.add(channel.join(address.address(), each));
            }
            for (InetAddress source : address.sources()) {
                keys.add(channel.join(address.address(), each, source));
            }
        }
        return keys;
    }

    private static boolean isOurs(InetAddress address) throws SocketException {
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || NetworkInterface.getByInetAddress(address) != null;
    }

    /** The named interface; else the one that the system's routes name; else all that can. */
    private static List<NetworkInterface> interfaces(UdpAddress address) throws IOException {
        Optional<String> wanted = address.localInterface();
        if (wanted.isPresent()) {
            return List.of(named(wanted.get())
                    .orElseThrow(() -> new SocketException("this machine has no interface '" + wanted.get() + "'")));
        }
        Optional<NetworkInterface> routed = routed(address);
        if (routed.isPresent()) {
            return List.of(routed.get());
        }
        List<NetworkInterface> all = NetworkInterface.networkInterfaces()
                .filter(UdpUpstreams::canMulticast)
                .toList();
        if (all.isEmpty()) {
            throw new SocketException("no network interface takes part in multicast");
        }
        return all;
    }

    private static Optional<NetworkInterface> named(String wanted) throws SocketException {
        NetworkInterface byName = NetworkInterface.getByName(wanted);
        if (byName != null) {
            return Optional.of(byName);
        }
        try {
            return Optional.ofNullable(NetworkInterface.getByInetAddress(InetAddress.ofLiteral(wanted)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Connecting a datagram socket sends nothing, but asks the routes. */
    private static Optional<NetworkInterface> routed(UdpAddress address) {
        try (var asking = new DatagramSocket()) {
            asking.connect(new InetSocketAddress(address.address(), address.port()));
            InetAddress local = asking.getLocalAddress();
            return local.isAnyLocalAddress()
                    ? Optional.empty()
                    : Optional.ofNullable(NetworkInterface.getByInetAddress(local));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean canMulticast(NetworkInterface each) {
        try {
            return each.isUp() && each.supportsMulticast();
        } catch (SocketException e) {
            return false;
        }
    }

    private static Opening failed(UpstreamFailure.Kind kind, String text) {
        return new Opening.Failed(new UpstreamFailure(kind, text));
    }
}
