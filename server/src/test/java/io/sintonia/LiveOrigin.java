package io.sintonia;

import io.sintonia.formats.mpegts.Restamper;
import io.sintonia.formats.mpegts.TsPacket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A source on loopback: loops a clip in real time over HTTP to whoever asks, remembers every byte it sent, and can be told
 * to die. Each connection begins at the clip's beginning.
 */
final class LiveOrigin implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final int MOST_AT_ONCE = 5000 * TsPacket.SIZE;

    private final ServerSocket server;
    private final byte[] clip;
    private final Duration length;
    private final Duration burst;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<String, Duration> lifetimes = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean forgetful;

    /** One request and what was sent to it. */
    static final class Connection {
        private final String target;
        private final Socket socket;
        private volatile boolean over;
        private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

        private Connection(String target, Socket socket) {
            this.target = target;
            this.socket = socket;
        }

        synchronized byte[] sent() {
            return sent.toByteArray();
        }

        private synchronized void remember(byte[] bytes, int length) {
            sent.write(bytes, 0, length);
        }

        boolean isOpen() {
            return !over;
        }

        void cut() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private LiveOrigin(ServerSocket server, byte[] clip, Duration length, Duration burst) {
        this.server = server;
        this.clip = clip;
        this.length = length;
        this.burst = burst;
    }

    /** Loops our own test card: H.264 and AAC, a key frame every two seconds, about 170 kbit/s. */
    static LiveOrigin ofTestCard() throws IOException {
        try (InputStream in = LiveOrigin.class.getResourceAsStream("/demo/card.ts")) {
            return start(in.readAllBytes(), Duration.ofSeconds(24));
        }
    }

    /** The same, each packet followed by {@code stuffing} null packets: 50 of them make 8.7 Mbit/s. */
    static LiveOrigin ofStuffedTestCard(int stuffing) throws IOException {
        try (InputStream in = LiveOrigin.class.getResourceAsStream("/demo/card.ts")) {
            byte[] card = in.readAllBytes();
            ByteArrayOutputStream stuffed = new ByteArrayOutputStream(card.length * (stuffing + 1));
            for (int at = 0; at < card.length; at += TsPacket.SIZE) {
                stuffed.write(card, at, TsPacket.SIZE);
                for (int i = 0; i < stuffing; i++) {
                    stuffed.write(TsPacket.nullPacket());
                }
            }
            return start(stuffed.toByteArray(), Duration.ofSeconds(24));
        }
    }

    /** Loops a file that plays for so long. */
    static LiveOrigin of(Path file, Duration length) throws IOException {
        return start(Files.readAllBytes(file), length);
    }

    private static LiveOrigin start(byte[] clip, Duration length) throws IOException {
        LiveOrigin origin = new LiveOrigin(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), clip, length, Duration.ofSeconds(3));
        Thread.ofVirtual().name("origin").start(origin::accept);
        return origin;
    }

    /** From now on it does not remember what it sends: for long runs. */
    LiveOrigin forgetting() {
        forgetful = true;
        return this;
    }

    String url(String name) {
        return "http://127.0.0.1:" + server.getLocalPort() + "/" + name;
    }

    /** From now on connections for this name are cut after so long. */
    void diesAfter(String name, Duration lifetime) {
        lifetimes.put("/" + name, lifetime);
    }

    void livesAgain(String name) {
        lifetimes.remove("/" + name);
    }

    /** Every connection there was for a name, oldest first. */
    List<Connection> connections(String name) {
        return connections.stream().filter(one -> one.target.equals("/" + name)).toList();
    }

    int openConnections() {
        return open.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().name("origin-connection").start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        open.incrementAndGet();
        try (socket) {
            String target = target(socket.getInputStream());
            Connection connection = new Connection(target, socket);
            connections.add(connection);
            try {
                serve(connection, socket);
            } finally {
                connection.over = true;
            }
        } catch (IOException e) {
            // the client has gone: that is how live connections end
        } finally {
            open.decrementAndGet();
        }
    }

    private void serve(Connection connection, Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write("HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        send(connection, out);
    }

    private static String target(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("no request");
            }
            head.append((char) c);
        }
        return head.substring(head.indexOf(" ") + 1, head.indexOf(" HTTP"));
    }

    private void send(Connection connection, OutputStream out) throws IOException {
        Restamper restamper = new Restamper();
        int packets = clip.length / TsPacket.SIZE;
        double packetsPerNano = packets / (double) length.toNanos();
        byte[] piece = new byte[Math.min(clip.length, MOST_AT_ONCE)];
        long began = System.nanoTime() - burst.toNanos();
        Duration lifetime = lifetimes.getOrDefault(connection.target, Duration.ofDays(1));
        long end = began + burst.toNanos() + lifetime.toNanos();
        for (long sent = 0; System.nanoTime() - end < 0; ) {
            long due = (long) ((System.nanoTime() - began) * packetsPerNano);
            int filled = 0;
            for (; sent < due && filled < piece.length; sent++, filled += TsPacket.SIZE) {
                int at = (int) (sent % packets);
                if (at == 0) {
                    restamper.begin(sent / packets * length.toMillis() * 90);
                }
                System.arraycopy(clip, at * TsPacket.SIZE, piece, filled, TsPacket.SIZE);
                restamper.restamp(piece, filled);
            }
            if (!forgetful) {
                connection.remember(piece, filled);
            }
            out.write(piece, 0, filled);
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Connection connection : new ArrayList<>(connections)) {
            connection.cut();
        }
    }
}
