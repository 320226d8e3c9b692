package io.sintonia.relay;

import java.io.IOException;

/** An open stream from a source: transport stream bytes in pieces of any size. */
public interface Upstream extends AutoCloseable {
    /**
     * Waits for bytes.
     *
     * @return how many were put at the buffer's beginning, or -1 at the end of the stream
     * @throws IOException if the source broke off, or stayed silent for longer than was asked for
     */
    int read(byte[] buffer) throws IOException;

    /**
     * Whether the bytes of the last read do not continue those of the read before: other clocks, tables or codecs may follow,
     * or something between is lost. Asked by the reading thread, after each read that brought bytes.
     */
    default boolean beginsAnew() {
        return false;
    }

    /**
     * Ends it, from any thread, and unblocks a reader. When it returns the source sees the connection closed, within a
     * bounded time. Closing twice is fine.
     */
    @Override
    void close();
}
