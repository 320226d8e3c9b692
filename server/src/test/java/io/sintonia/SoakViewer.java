package io.sintonia;

import io.sintonia.formats.mpegts.StreamAnalyzer;
import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A player that checks every packet's continuity and keeps none: for many viewers over a long time. */
final class SoakViewer implements AutoCloseable {
    private static final int PIECE = 300 * TsPacket.SIZE;

    private final Socket socket = new Socket();
    private volatile long bytes;
    private volatile long losses;
    private volatile boolean astray;
    private volatile boolean ended;
    private volatile boolean closed;

    private SoakViewer() {}

    /** Asks and reads on a virtual thread until it is closed. */
    static SoakViewer watching(int port, String path, String agent) throws IOException {
        SoakViewer viewer = new SoakViewer();
        viewer.socket.setSoTimeout(30_000);
        viewer.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        Thread.ofVirtual().name("soak-viewer").start(() -> viewer.watch(path, agent));
        return viewer;
    }

    private void watch(String path, String agent) {
        try {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: " + agent + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            skipHead(in);
            read(in);
        } catch (IOException e) {
            // closed from one side or the other: the counts say whether that was too early
        } finally {
            ended = !closed;
        }
    }

    private static void skipHead(InputStream in) throws IOException {
        int newlines = 0;
        while (newlines < 2) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("no answer");
            }
            newlines = c == '\n' ? newlines + 1 : c == '\r' ? newlines : 0;
        }
    }

    private void read(InputStream in) throws IOException {
        StreamAnalyzer analyzer = new StreamAnalyzer();
        byte[] piece = new byte[PIECE];
        int filled = 0;
        for (int count = in.read(piece); count >= 0; count = in.read(piece, filled, PIECE - filled)) {
            filled += count;
            int whole = filled / TsPacket.SIZE * TsPacket.SIZE;
            for (int at = 0; at < whole; at += TsPacket.SIZE) {
                astray |= piece[at] != TsPacket.SYNC;
                analyzer.inspect(piece, at);
            }
            System.arraycopy(piece, whole, piece, 0, filled - whole);
            filled -= whole;
            tell(count, analyzer.losses());
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void tell(int count, long lost) {
        bytes += count;
        losses = lost;
    }

    long bytes() {
        return bytes;
    }

    /** Packets missing by their continuity counters. */
    long losses() {
        return losses;
    }

    /** Whether something came that begins no packet. */
    boolean isAstray() {
        return astray;
    }

    /** Whether the server ended it. */
    boolean hasEnded() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        socket.close();
    }
}
