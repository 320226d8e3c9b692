package io.sintonia.relay;

import io.sintonia.fetch.FetchFailure;
import io.sintonia.fetch.LiveOpening;
import io.sintonia.fetch.LiveStream;
import io.sintonia.fetch.LiveTimeouts;
import io.sintonia.formats.hls.HlsPlaylist.ByteRange;
import io.sintonia.formats.hls.HlsPlaylist.Segment;
import io.sintonia.formats.hls.HlsPlaylist.SegmentKey;
import io.sintonia.formats.mpegts.AudioMuxer;
import io.sintonia.relay.PlaylistFollower.Due;
import io.sintonia.relay.UpstreamFailure.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Opens segments: their part of a file, decrypted, from the first packet on. Never holds one whole. One thread. */
final class SegmentSource {
    /** One second, where a segment of sound does not tell its time. */
    private static final long FIRST_PTS = 90_000;

    private final SourceConnection connection;
    private final SegmentKeys keys;
    private final LiveTimeouts timeouts;
    private Optional<AudioMuxer> sound = Optional.empty();

    SegmentSource(SourceConnection connection, SegmentKeys keys, LiveTimeouts timeouts) {
        this.connection = connection;
        this.keys = keys;
        this.timeouts = timeouts;
    }

    /** Why a segment cannot be relayed whatever it holds; empty if nothing speaks against it. */
    static Optional<UpstreamFailed> refusal(Segment segment) {
        if (!segment.keys().isEmpty() && SegmentKeys.usable(segment.keys()).isEmpty()) {
            SegmentKey first = segment.keys().getFirst();
            return Optional.of(new UpstreamFailed(
                    Kind.UNSUPPORTED,
                    "its segments are encrypted by " + first.method() + " with keys of format '" + first.format()
                            + "': only AES-128 with plain keys can be decrypted"));
        }
        if (segment.map().isPresent()) {
            return Optional.of(UpstreamFailed.toBeRemuxed(
                    "its segments are fragmented MP4 (fMP4), which would have to be remuxed to a transport stream"));
        }
        return Optional.empty();
    }

    /**
     * Opens one.
     *
     * @param due its number decrypts it where its key has no IV
     * @throws UpstreamFailed of kind {@code UNSUPPORTED} if no segment of this source can be relayed
     * @throws IOException if this one cannot be had
     */
    InputStream open(Due due) throws IOException {
        Segment segment = due.segment();
        if (due.anew()) {
            sound = Optional.empty();
        }
        Optional<UpstreamFailed> refusal = refusal(segment);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        Optional<SegmentKey> key = SegmentKeys.usable(segment.keys());
        byte[] secret = key.isPresent() ? keys.bytes(key.get()) : new byte[0];
        Optional<ByteRange> range = segment.place().range();
        InputStream in = new SegmentInput(answer(segment, range), range);
        if (key.isPresent()) {
            in = new CbcInput(in, secret, iv(key.get(), due.number()));
        }
        try {
            SegmentHead head = SegmentHead.of(in).orElseThrow(() -> new IOException("a segment is empty"));
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head.bytes()), in);
            return head.sound().isEmpty()
                    ? whole
                    : new SoundInput(whole, muxer(head, head.sound().get()));
        } catch (IOException e) {
            key.ifPresent(keys::forget);
            throw key.isPresent() && !(e instanceof UpstreamFailed)
                    ? new IOException(e.getMessage() + " once decrypted", e)
                    : e;
        }
    }

    private AudioMuxer muxer(SegmentHead head, AudioMuxer.Kind kind) {
        AudioMuxer goesOn = sound.orElseGet(
                () -> new AudioMuxer(kind, SoundInput.timestamp(head.bytes()).orElse(FIRST_PTS)));
        sound = Optional.of(goesOn);
        return goesOn;
    }

    private LiveStream answer(Segment segment, Optional<ByteRange> range) throws IOException {
        Map<String, String> extra = range.map(
                        part -> Map.of("Range", "bytes=" + part.offset() + "-" + (part.end() - 1)))
                .orElse(Map.of());
        return switch (connection.open(segment.place().uri(), extra, timeouts)) {
            case LiveOpening.Opened(LiveStream stream) -> stream;
            case LiveOpening.NotOpened(FetchFailure failure, Optional<Integer> _, Optional<Duration> _) ->
                throw new UpstreamFailed(SourceConnection.failure(failure));
        };
    }

    /** RFC 8216, 5.2: without an IV the segment's number, as 128 bits. */
    private static byte[] iv(SegmentKey key, long number) {
        return key.iv()
                .map(HexFormat.of()::parseHex)
                .orElseGet(() -> ByteBuffer.allocate(16).putLong(8, number).array());
    }
}
