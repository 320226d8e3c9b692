package io.sintonia.relay;

import io.sintonia.fetch.LiveStream;
import java.io.IOException;

/** A transport stream that comes in one answer, as it is. */
final class HttpUpstream implements Upstream {
    private final SourceConnection connection;
    private final LiveStream stream;
    private final byte[] head;
    private int headRead;

    /** {@code head} is what has been read of the stream already. */
    HttpUpstream(SourceConnection connection, LiveStream stream, byte[] head) {
        this.connection = connection;
        this.stream = stream;
        this.head = head;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        if (headRead == head.length) {
            return stream.read(buffer);
        }
        int count = Math.min(buffer.length, head.length - headRead);
        System.arraycopy(head, headRead, buffer, 0, count);
        headRead += count;
        return count;
    }

    @Override
    public void close() {
        connection.close();
    }
}
