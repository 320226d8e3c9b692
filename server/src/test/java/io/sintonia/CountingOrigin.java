package io.sintonia;

import io.sintonia.formats.mpegts.Restamper;
import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A provider on loopback that counts: it plays the test card to whoever asks and knows how many connections it has.
 *
 * <p>The count is exact whenever it can grow. With every connection it accepts it looks at all others, without waiting,
 * whether their other side has closed: the kernel knows that before the next connection can be made.
 */
final class CountingOrigin implements AutoCloseable {
    private static final Duration LENGTH = Duration.ofSeconds(24);
    private static final Duration BURST = Duration.ofSeconds(3);
    private static final long STEP_NANOS = 20_000_000;

    private final ServerSocketChannel server;
    private final byte[] clip;
    private final Set<Client> open = new HashSet<>(); // guarded by this
    private int most; // guarded by this
    private int seen; // guarded by this

    private CountingOrigin(ServerSocketChannel server, byte[] clip) {
        this.server = server;
        this.clip = clip;
    }

    static CountingOrigin start() throws IOException {
        try (InputStream in = CountingOrigin.class.getResourceAsStream("/demo/card.ts")) {
            ServerSocketChannel server =
                    ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            CountingOrigin origin = new CountingOrigin(server, in.readAllBytes());
            // a thread of its own, so that no other work of the test delays the count
            Thread.ofPlatform().name("counting-origin").daemon().start(origin::accept);
            return origin;
        }
    }

    String url(String name) throws IOException {
        return "http://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort() + "/" + name;
    }

    /** The most connections there ever were at once. */
    synchronized int most() {
        return most;
    }

    /** How many connections there have been. */
    synchronized int seen() {
        return seen;
    }

    /** How many connections there are. */
    synchronized int openNow() {
        open.removeIf(Client::isGone);
        return open.size();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel socket = server.accept();
                socket.configureBlocking(false);
                Client client = new Client(socket);
                enter(client);
                Thread.ofVirtual().name("counting-origin-client").start(client::serve);
            } catch (IOException e) {
                return;
            }
        }
    }

    private synchronized void enter(Client client) {
        int others = openNow();
        open.add(client);
        seen++;
        most = Math.max(most, others + 1);
    }

    /** One connection. */
    private final class Client {
        private final SocketChannel socket;
        private final ByteBuffer scratch = ByteBuffer.allocate(4_096);
        private volatile boolean asked;

        Client(SocketChannel socket) {
            this.socket = socket;
        }

        /** Whether the other side has closed. */
        synchronized boolean isGone() {
            try {
                scratch.clear();
                int count = socket.read(scratch);
                asked |= count > 0;
                return count < 0;
            } catch (IOException e) {
                return true; // it has, with bytes of ours unread
            }
        }

        void serve() {
            try (socket) {
                while (!asked && !isGone()) {
                    LockSupport.parkNanos(1_000_000);
                }
                write(ByteBuffer.wrap("HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII)));
                send();
            } catch (IOException e) {
                // the other side has gone: that is how live connections end
            }
        }

        private void send() throws IOException {
            Restamper restamper = new Restamper();
            int packets = clip.length / TsPacket.SIZE;
            double packetsPerNano = packets / (double) LENGTH.toNanos();
            byte[] packet = new byte[TsPacket.SIZE];
            long began = System.nanoTime() - BURST.toNanos();
            for (long sent = 0; ; ) {
                long due = (long) ((System.nanoTime() - began) * packetsPerNano);
                for (; sent < due; sent++) {
                    int at = (int) (sent % packets);
                    if (at == 0) {
                        restamper.begin(sent / packets * LENGTH.toMillis() * 90);
                    }
                    System.arraycopy(clip, at * TsPacket.SIZE, packet, 0, TsPacket.SIZE);
                    restamper.restamp(packet, 0);
                    write(ByteBuffer.wrap(packet));
                }
                LockSupport.parkNanos(STEP_NANOS);
            }
        }

        private void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                if (socket.write(bytes) == 0) {
                    if (isGone()) {
                        throw new IOException("gone");
                    }
                    LockSupport.parkNanos(1_000_000);
                }
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        server.close();
        for (Client client : open) {
            client.socket.close();
        }
    }
}
