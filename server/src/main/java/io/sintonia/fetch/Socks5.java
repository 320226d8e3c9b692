package io.sintonia.fetch;

import io.sintonia.fetch.FetchFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The client's side of SOCKS 5 (RFC 1928, RFC 1929). Names are resolved by the proxy, which is what people use it for. */
final class Socks5 {
    private static final int VERSION = 5;
    private static final int NO_LOGIN = 0;
    private static final int PASSWORD = 2;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;

    private Socks5() {}

    static void pass(Socket wire, ProxyAddress proxy, WebAddress target) throws IOException {
        InputStream in = wire.getInputStream();
        OutputStream out = wire.getOutputStream();
        try {
            out.write(
                    proxy.userInfo().isPresent()
                            ? new byte[] {VERSION, 2, NO_LOGIN, PASSWORD}
                            : new byte[] {VERSION, 1, NO_LOGIN});
            byte[] choice = exactly(in, 2);
            if (choice[0] != VERSION) {
                throw new FetchException(Kind.NOT_READABLE, "the proxy " + proxy + " does not speak SOCKS 5");
            }
            if (choice[1] == PASSWORD && proxy.userInfo().isPresent()) {
                out.write(login(proxy.userInfo().get()));
                if (exactly(in, 2)[1] != 0) {
                    throw new FetchException(Kind.REFUSED, "the proxy " + proxy + " refused the login");
                }
            } else if (choice[1] != NO_LOGIN) {
                throw new FetchException(Kind.REFUSED, "the proxy " + proxy + " wants another kind of login");
            }
            out.write(request(target));
            byte[] reply = exactly(in, 4);
            if (reply[1] != 0) {
                throw refusal(proxy, reply[1]);
            }
            int addressBytes = switch (reply[3]) {
                case IPV4 -> 4;
                case IPV6 -> 16;
                case NAME -> exactly(in, 1)[0] & 0xff;
                default ->
                    throw new FetchException(
                            Kind.NOT_READABLE, "the proxy " + proxy + " sent an unknown kind of address");
            };
            exactly(in, addressBytes + 2);
        } catch (EOFException e) {
            throw new FetchException(Kind.UNREACHABLE, "the proxy " + proxy + " hung up");
        }
    }

    private static byte[] login(String userInfo) throws FetchException {
        int colon = userInfo.indexOf(':');
        byte[] user = WebAddress.unescaped(colon < 0 ? userInfo : userInfo.substring(0, colon))
                .getBytes(StandardCharsets.UTF_8);
        byte[] password = WebAddress.unescaped(colon < 0 ? "" : userInfo.substring(colon + 1))
                .getBytes(StandardCharsets.UTF_8);
        if (user.length > 255 || password.length > 255) {
            throw new FetchException(Kind.BAD_ADDRESS, "the proxy's user name and password may have 255 bytes each");
        }
        var login = new ByteArrayOutputStream();
        login.write(1);
        login.write(user.length);
        login.writeBytes(user);
        login.write(password.length);
        login.writeBytes(password);
        return login.toByteArray();
    }

    private static byte[] request(WebAddress target) {
        var request = new ByteArrayOutputStream();
        request.writeBytes(new byte[] {VERSION, CONNECT, 0});
        Optional<InetAddress> literal = Names.literal(target.host());
        if (literal.isPresent()) {
            request.write(literal.get() instanceof Inet4Address ? IPV4 : IPV6);
            request.writeBytes(literal.get().getAddress());
        } else {
            byte[] name = target.host().getBytes(StandardCharsets.US_ASCII); // at most 253, see WebAddress
            request.write(NAME);
            request.write(name.length);
            request.writeBytes(name);
        }
        request.write(target.port() >> 8);
        request.write(target.port());
        return request.toByteArray();
    }

    private static FetchException refusal(ProxyAddress proxy, int code) {
        String who = "the proxy " + proxy + " says: ";
        return switch (code) {
            case 3 -> new FetchException(Kind.UNREACHABLE, who + "network unreachable");
            case 4 -> new FetchException(Kind.UNREACHABLE, who + "host unreachable");
            case 5 -> new FetchException(Kind.REFUSED, who + "connection refused");
            case 6 -> new FetchException(Kind.UNREACHABLE, who + "gave up");
            default -> new FetchException(Kind.REFUSED, who + "request refused (" + (code & 0xff) + ")");
        };
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }
}
