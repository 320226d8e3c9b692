package io.sintonia.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A stream that is being received. One thread reads; any thread may close. */
public final class LiveStream implements AutoCloseable {
    private static final long LONGEST_CLOSE_MILLIS = 2_000;

    private final Journey.Arrival arrival;
    private final InputStream body;
    private final Patience patience;
    private final Duration stall;
    private final Semaphore reader = new Semaphore(1);
    private volatile boolean closed;
    private boolean running;

    LiveStream(Journey.Arrival arrival, Patience patience, Duration stall) throws IOException {
        this.arrival = arrival;
        this.body = arrival.body();
        this.patience = patience;
        this.stall = stall;
    }

    /**
     * Waits for bytes and takes what there is.
     *
     * @return how many, or -1 when the source ended the stream properly
     * @throws SocketTimeoutException when nothing came in time; its message says for how long
     * @throws IOException when the connection broke, or this stream was closed
     */
    public int read(byte[] buffer) throws IOException {
        if (!reader.tryAcquire()) {
            if (closed) {
                throw closedHere();
            }
            throw new IllegalStateException("a live stream has one reader");
        }
        try {
            if (closed) {
                throw closedHere();
            }
            int count = body.read(buffer);
            if (!running && count > 0) {
                running = true;
                patience.streaming(stall);
            }
            return count;
        } catch (IOException e) {
            throw closed ? closedHere() : e;
        } finally {
            reader.release();
        }
    }

    /** The answer's status: 200, or 206 to a request with a Range. */
    public int status() {
        return arrival.head().status();
    }

    /** A header of the answer. */
    public Optional<String> header(String name) {
        return arrival.head().first(name);
    }

    /** The Content-Type, as received. */
    public Optional<String> contentType() {
        return header("Content-Type");
    }

    /** Where the stream really comes from, after all redirects. */
    public ReachedAddress finalAddress() {
        return new ReachedAddress(arrival.address().exact());
    }

    /** Bytes between the titles that a radio server mixes in. We do not ask for them; a server that mixes them in all the same says so here. */
    public OptionalInt icyMetaInterval() {
        return header("icy-metaint")
                .filter(value -> value.matches("\\d{1,8}"))
                .map(Integer::parseInt)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /**
     * Closes the socket at once, wakes the reader, and returns when the reader has let go of it (at most 2 seconds later): the source sees this
     * connection gone before it sees the next one. From any thread, any number of times.
     */
    @Override
    public void close() {
        closed = true;
        arrival.close();
        try {
            if (reader.tryAcquire(LONGEST_CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                reader.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** With the address redacted. */
    @Override
    public String toString() {
        return "LiveStream[" + finalAddress() + (closed ? ", closed]" : "]");
    }

    private static IOException closedHere() {
        return new IOException("the stream was closed on our side");
    }
}
