package io.sintonia.fetch;

import io.sintonia.fetch.FetchFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Opens connections: looks the name up, asks the policy, passes the proxy, speaks TLS. Stateless; any thread. */
final class Connector {
    /** A name with more addresses than this is not tried further. */
    private static final int MOST_ADDRESSES = 8;

    private final Names names;
    private final Supplier<SSLSocketFactory> tls;

    /** @param tls asked for only when needed: the trusted certificates are read then, not at the start of the house */
    Connector(Names names, Supplier<SSLSocketFactory> tls) {
        this.names = names;
        this.tls = tls;
    }

    static Connector system() {
        return new Connector(Names.SYSTEM, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    Connection connect(WebAddress target, Optional<ProxyAddress> proxy, AddressPolicy policy, Patience patience)
            throws IOException {
        requirePermitted(target, policy);
        GuardedSocket wire = proxy.isPresent()
                ? dial(proxy.get().host(), proxy.get().port(), AddressPolicy.ANY, patience)
                : dial(target.host(), target.port(), policy, patience);
        try {
            if (proxy.isPresent()) {
                switch (proxy.get().type()) {
                    case SOCKS5 -> Socks5.pass(wire, proxy.get(), target);
                    case HTTP -> {
                        if (target.scheme() == WebAddress.Scheme.HTTPS) {
                            tunnel(wire, proxy.get(), target);
                        } // else the request line tells the proxy where to go
                    }
                }
            }
            Socket spoken = target.scheme() == WebAddress.Scheme.HTTPS ? encrypted(wire, target) : wire;
            return new Connection(wire, spoken);
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    /** Before anything is opened, and also where a proxy will do the connecting: what the address itself gives away. */
    private static void requirePermitted(WebAddress target, AddressPolicy policy) throws FetchException {
        boolean local = ("." + target.host()).matches(".*\\.localhost\\.?"); // RFC 6761, 6.3
        boolean permitted =
                Names.literal(target.host()).map(policy::permits).orElse(!local || policy == AddressPolicy.ANY);
        if (!permitted) {
            throw notAllowed();
        }
    }

    private GuardedSocket dial(String host, int port, AddressPolicy policy, Patience patience) throws IOException {
        List<InetAddress> known = names.of(host, patience.next());
        List<InetAddress> permitted =
                known.stream().filter(policy::permits).limit(MOST_ADDRESSES).toList();
        if (permitted.isEmpty()) {
            throw notAllowed();
        }
        IOException first = new IOException("no address");
        for (int i = 0; i < permitted.size(); i++) {
            var socket = new GuardedSocket(policy, patience);
            Patience.Wait wait = patience.next();
            try {
                // Each address gets its share of the time, so that one which swallows packets (IPv6, often) leaves some
                // for the next.
                Duration share = wait.longest().dividedBy(permitted.size() - i);
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                socket.connect(
                        new InetSocketAddress(permitted.get(i), port),
                        new Patience.Wait(share, wait.reason()).millis());
                return socket;
            } catch (IOException e) {
                socket.close();
                IOException said = e instanceof SocketTimeoutException ? new SocketTimeoutException(wait.reason()) : e;
                if (i == 0) {
                    first = said;
                } else {
                    first.addSuppressed(said);
                }
            }
        }
        throw first;
    }

    private SSLSocket encrypted(Socket wire, WebAddress target) throws IOException {
        var socket = (SSLSocket) tls.get().createSocket(wire, target.bareHost(), target.port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(
                "HTTPS"); // RFC 9110, 4.3.4: without it any valid certificate would do
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** RFC 9110, 9.3.6. */
    private static void tunnel(Socket wire, ProxyAddress proxy, WebAddress target) throws IOException {
        String authority = target.host() + ":" + target.port();
        String request = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n"
                + proxy.userInfo()
                        .map(info -> "Proxy-Authorization: " + WebAddress.basic(info) + "\r\n")
                        .orElse("")
                + "\r\n";
        wire.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        ResponseHead answer = ResponseHead.read(wire.getInputStream());
        if (answer.status() / 100 != 2) {
            throw new FetchException(Kind.REFUSED, "the proxy " + proxy + " answered " + answer.statusLine());
        }
    }

    private static FetchException notAllowed() {
        return new FetchException(
                Kind.ADDRESS_NOT_ALLOWED,
                "the host is not on the public internet, and this source may not reach others");
    }
}
