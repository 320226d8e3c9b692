package io.sintonia.fetch;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SOCKS 5 or HTTP proxy on loopback that leads every name to one origin, and remembers what it was asked for. */
final class TinyProxy implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private final ServerSocket server;
    private final int originPort;
    private final Kind kind;
    private final String login;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    enum Kind {
        SOCKS5,
        HTTP
    }

    /** @param login {@code user:pass} it insists on, or empty */
    TinyProxy(Kind kind, FaultyOrigin origin, String login) throws IOException {
        this.server = new ServerSocket(0, 50, LOOPBACK);
        this.originPort = origin.port();
        this.kind = kind;
        this.login = login;
        Thread.ofVirtual().name("tiny-proxy").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** {@code host:port} of each CONNECT, or the whole request line of a forwarded GET. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            switch (kind) {
                case SOCKS5 -> socks(client);
                case HTTP -> http(client);
            }
        } catch (IOException e) {
            // One side hung up.
        }
    }

    private void socks(Socket client) throws IOException {
        var in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        in.readByte();
        byte[] methods = in.readNBytes(in.readByte());
        if (login.isEmpty()) {
            out.write(new byte[] {5, 0});
        } else if (new String(methods, StandardCharsets.ISO_8859_1).indexOf(2) < 0) {
            out.write(new byte[] {5, (byte) 0xff});
            return;
        } else {
            out.write(new byte[] {5, 2});
            in.readByte();
            String user = text(in, in.readUnsignedByte());
            boolean right = login.equals(user + ":" + text(in, in.readUnsignedByte()));
            out.write(new byte[] {1, (byte) (right ? 0 : 1)});
            if (!right) {
                return;
            }
        }
        in.readNBytes(3);
        int type = in.readByte();
        String host = switch (type) {
            case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
            case 3 -> text(in, in.readUnsignedByte());
            default -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
        };
        asked.add(host + ":" + in.readUnsignedShort());
        if (host.startsWith("closed.")) {
            out.write(new byte[] {5, 5, 0, 1, 0, 0, 0, 0, 0, 0});
            return;
        }
        out.write(new byte[] {5, 0, 0, 3, 2, 'o', 'k', 0, 0});
        splice(client, in, new byte[0]);
    }

    private void http(Socket client) throws IOException {
        var in = new BufferedInputStream(client.getInputStream());
        FaultyOrigin.Request request = FaultyOrigin.read(in);
        String given = request.header("Proxy-Authorization").orElse("");
        if (!login.isEmpty() && !given.equals(WebAddress.basic(login))) {
            client.getOutputStream()
                    .write("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        if (request.line().startsWith("CONNECT ")) {
            asked.add(request.target());
            client.getOutputStream()
                    .write("HTTP/1.0 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            splice(client, in, new byte[0]);
        } else {
            asked.add(request.line());
            String onward = request.line() + "\r\n" + String.join("\r\n", request.headerLines()) + "\r\n\r\n";
            splice(client, in, onward.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private void splice(Socket client, InputStream fromClient, byte[] first) throws IOException {
        try (var origin = new Socket(LOOPBACK, originPort)) {
            origin.getOutputStream().write(first);
            Thread.ofVirtual().start(() -> {
                try (origin) {
                    fromClient.transferTo(origin.getOutputStream());
                } catch (IOException e) {
                    // One side hung up.
                }
            });
            origin.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static String text(InputStream in, int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
