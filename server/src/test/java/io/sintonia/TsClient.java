package io.sintonia;

import io.sintonia.formats.mpegts.StreamAnalyzer;
import io.sintonia.formats.mpegts.TsPacket;
import io.sintonia.formats.mpegts.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** A player on a plain socket: asks for a live channel and keeps what it gets, or stops reading when told. */
final class TsClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private final long askedAt;
    private volatile long firstByteAt;
    private volatile boolean ended;
    private String head = "";

    private TsClient(Socket socket, String path, String agent) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.askedAt = System.nanoTime();
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: " + agent + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** Asks and begins to read on a thread of its own. */
    static TsClient watching(int port, String path, String agent) throws IOException {
        TsClient client = opened(port, path, agent);
        Thread.ofVirtual().name("test-viewer").start(client::read);
        return client;
    }

    /** Asks, reads the head and the first packets, and then nothing. A small receive buffer makes that felt soon. */
    static TsClient stalling(int port, String path, String agent) throws IOException {
        TsClient client = opened(port, path, agent);
        client.readHead();
        return client;
    }

    /** Asks and reads no faster than so many bytes a second. */
    static TsClient reading(int port, String path, String agent, int bytesPerSecond) throws IOException {
        TsClient client = opened(port, path, agent);
        Thread.ofVirtual().name("test-slow-viewer").start(() -> client.readSlowly(bytesPerSecond));
        return client;
    }

    private void readSlowly(int bytesPerSecond) {
        byte[] buffer = new byte[bytesPerSecond / 50];
        try {
            readHead();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (got) {
                    got.write(buffer, 0, count);
                }
                LockSupport.parkNanos(count * 1_000_000_000L / bytesPerSecond);
            }
        } catch (IOException e) {
            // closed from one side or the other: the test looks at what came before
        } finally {
            ended = true;
        }
    }

    private static TsClient opened(int port, String path, String agent) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 << 10);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        return new TsClient(socket, path, agent);
    }

    private void readHead() throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                break;
            }
            if (firstByteAt == 0) {
                firstByteAt = System.nanoTime();
            }
            text.append((char) c);
        }
        head = text.toString();
    }

    private void read() {
        byte[] buffer = new byte[16 << 10];
        try {
            readHead();
            while (true) {
                int count = in.read(buffer);
                if (count < 0) {
                    break;
                }
                synchronized (got) {
                    got.write(buffer, 0, count);
                }
            }
        } catch (IOException e) {
            // closed from one side or the other: the test looks at what came before
        } finally {
            ended = true;
        }
    }

    String head() {
        return head;
    }

    int status() {
        return head.length() < 12 ? 0 : Integer.parseInt(head.substring(9, 12));
    }

    byte[] got() {
        synchronized (got) {
            return got.toByteArray();
        }
    }

    int received() {
        synchronized (got) {
            return got.size();
        }
    }

    boolean hasEnded() {
        return ended;
    }

    Duration timeToFirstByte() {
        return Duration.ofNanos(firstByteAt - askedAt);
    }

    void awaitBytes(int count) {
        Await.until(count + " bytes", Duration.ofSeconds(30), () -> received() >= count || ended);
    }

    /** What came as whole packets. */
    byte[] packets() {
        byte[] all = got();
        return Arrays.copyOf(all, all.length / TsPacket.SIZE * TsPacket.SIZE);
    }

    /** Packets missing by their continuity counters. */
    static long losses(byte[] packets) {
        StreamAnalyzer analyzer = new StreamAnalyzer();
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            if (packets[at] != TsPacket.SYNC) {
                throw new AssertionError("no packet at byte " + at);
            }
            analyzer.inspect(packets, at);
        }
        return analyzer.losses();
    }

    /** The packet number at which a decoder can start, or -1. */
    static int firstEntry(byte[] packets) {
        StreamAnalyzer analyzer = new StreamAnalyzer();
        for (int at = 0; at < packets.length; at += TsPacket.SIZE) {
            if (analyzer.inspect(packets, at) == Verdict.ENTRY) {
                return (int) analyzer.unitStart();
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
