package io.sintonia.relay;

import io.sintonia.fetch.FetchFailure;
import io.sintonia.fetch.LiveOpening;
import io.sintonia.fetch.LiveStream;
import io.sintonia.fetch.LiveTimeouts;
import io.sintonia.formats.hls.HlsPlaylist.SegmentKey;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The AES-128 keys of one source (RFC 8216, 5): the latest ones are kept, so that each is fetched once. One thread. */
final class SegmentKeys {
    private static final int MOST_KEPT = 8;
    private static final int BYTES = 16;
    private static final int MOST_BYTES = 4096;

    private final SourceConnection connection;
    private final LiveTimeouts timeouts;
    private final Pause clock;
    private final Map<String, byte[]> kept = new LinkedHashMap<>();

    SegmentKeys(SourceConnection connection, LiveTimeouts timeouts, Pause clock) {
        this.connection = connection;
        this.timeouts = timeouts;
        this.clock = clock;
    }

    /** The one of a segment's keys that we can use; empty if it is of a system that we cannot serve. */
    static Optional<SegmentKey> usable(List<SegmentKey> keys) {
        return keys.stream()
                .filter(key -> key.method().equalsIgnoreCase("AES-128")
                        && key.format().equalsIgnoreCase("identity")
                        && !key.uri().isEmpty())
                .findFirst();
    }

    /** Sixteen bytes. */
    byte[] bytes(SegmentKey key) throws IOException {
        byte[] known = kept.get(key.uri());
        if (known != null) {
            return known;
        }
        byte[] fetched = fetch(key);
        if (fetched.length != BYTES) {
            throw new IOException(
                    "its key has " + (fetched.length > MOST_BYTES ? "many" : fetched.length) + " bytes: expected 16");
        }
        if (kept.size() >= MOST_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        kept.put(key.uri(), fetched);
        return fetched;
    }

    /** The next segment asks for this key again: what it decrypts to is no stream. */
    void forget(SegmentKey key) {
        kept.remove(key.uri());
    }

    private byte[] fetch(SegmentKey key) throws IOException {
        return switch (connection.open(key.uri(), Map.of(), timeouts)) {
            case LiveOpening.NotOpened(FetchFailure failure, Optional<Integer> _, Optional<Duration> _) ->
                throw new UpstreamFailed(
                        SourceConnection.failure(failure).kind(), "its key could not be had: " + failure.sentence());
            case LiveOpening.Opened(LiveStream stream) -> {
                try {
                    yield ShortAnswer.read(stream, new byte[0], MOST_BYTES, clock);
                } finally {
                    connection.release();
                }
            }
        };
    }
}
