package io.sintonia.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** One open connection to an origin, by whatever way. It serves one request; nothing is pooled. */
final class Connection implements AutoCloseable {
    /** A relay reads in larger pieces, which then pass this buffer by. */
    private static final int BUFFER_BYTES = 16 * 1024;

    private final Socket wire;
    private final InputStream in;
    private final OutputStream out;

    /**
     * @param wire the TCP socket
     * @param spoken the socket to speak on: the same, or TLS above it
     */
    Connection(Socket wire, Socket spoken) throws IOException {
        this.wire = wire;
        this.in = new BufferedInputStream(spoken.getInputStream(), BUFFER_BYTES);
        this.out = spoken.getOutputStream();
    }

    InputStream in() {
        return in;
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /**
     * Ends the TCP connection at once, from any thread; a blocked reader wakes with an exception. No TLS goodbye: it could block behind a write.
     */
    @Override
    public void close() {
        try {
            wire.close();
        } catch (IOException e) {
            // The descriptor is gone either way, and nobody could do anything about it.
        }
    }
}
