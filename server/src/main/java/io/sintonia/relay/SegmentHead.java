package io.sintonia.relay;

import io.sintonia.formats.mpegts.AudioMuxer;
import io.sintonia.formats.mpegts.NotTransportStream;
import io.sintonia.formats.mpegts.PacketAligner;
import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The beginning of a segment, judged by its bytes and never by its name: some hosts call their segments pictures or style
 * sheets and put a picture's header before the first packet, which is taken off here.
 *
 * @param bytes from the first packet on, or of the sound from its beginning
 * @param sound its kind, if it is bare sound
 */
record SegmentHead(byte[] bytes, Optional<AudioMuxer.Kind> sound) {
    private static final int FIRST_LOOK = 1024;
    private static final int SOUND_LOOK = 4096;
    private static final int PROOF = 5;
    private static final int[] STRIDES = {TsPacket.SIZE, 192, 204};

    /**
     * Reads as much as it takes to be sure.
     *
     * @return the first bytes from the first packet on, or of the sound; empty if the segment is empty
     * @throws UpstreamFailed if it is a kind of segment that we cannot relay
     * @throws IOException if it is something else than a segment
     */
    static Optional<SegmentHead> of(InputStream in) throws IOException {
        byte[] head = in.readNBytes(FIRST_LOOK);
        if (head.length == 0) {
            return Optional.empty();
        }
        int begin = begin(head);
        if (begin < 0 && head.length == FIRST_LOOK && !isCertainlyElse(head)) {
            head = joined(head, in.readNBytes(PacketAligner.SNIFF_BYTES - FIRST_LOOK));
            begin = begin(head);
        }
        if (begin >= 0) {
            byte[] packets = begin == 0 ? head : Arrays.copyOfRange(head, begin, head.length);
            return Optional.of(new SegmentHead(packets, Optional.empty()));
        }
        NotTransportStream kind = NotTransportStream.describe(head, Math.min(head.length, 256));
        if (kind == NotTransportStream.AAC || kind == NotTransportStream.MP3) {
            byte[] sound = joined(head, in.readNBytes(SOUND_LOOK));
            Optional<AudioMuxer.Kind> found = AudioMuxer.find(sound, sound.length);
            if (found.isPresent()) {
                return Optional.of(new SegmentHead(sound, found));
            }
        }
        throw notTransportStream(kind);
    }

    private static byte[] joined(byte[] head, byte[] rest) {
        byte[] all = Arrays.copyOf(head, head.length + rest.length);
        System.arraycopy(rest, 0, all, head.length, rest.length);
        return all;
    }

    private static boolean isCertainlyElse(byte[] head) {
        return NotTransportStream.describe(head, 256).certain();
    }

    /** Where the first of five packets in a row begins (of fewer, if the bytes end before); -1 if nowhere. */
    private static int begin(byte[] head) {
        for (int stride : STRIDES) {
            int lead = stride == 192 ? 4 : 0; // four bytes of time before each packet
            for (int at = lead; at < head.length; at++) {
                if (isSync(head, at, stride)) {
                    return at - lead;
                }
            }
        }
        return -1;
    }

    private static boolean isSync(byte[] head, int at, int stride) {
        int seen = 0;
        for (int i = at; i < head.length && seen < PROOF; i += stride) {
            if (head[i] != TsPacket.SYNC) {
                return false;
            }
            seen++;
        }
        return seen == PROOF || (seen > 0 && at == 0) || (seen > 1 && at < TsPacket.SIZE);
    }

    private static IOException notTransportStream(NotTransportStream kind) {
        return switch (kind) {
            case MP4 ->
                UpstreamFailed.toBeRemuxed(
                        "its segments are fragmented MP4 (fMP4), which would have to be remuxed to a transport stream");
            case AAC,
                    MP3,
                    HTML_PAGE,
                    XML_DOCUMENT,
                    DASH_MANIFEST,
                    JSON_ANSWER,
                    HLS_PLAYLIST,
                    M3U_LIST,
                    PLAIN_TEXT,
                    MATROSKA,
                    FLV,
                    OGG,
                    FLAC,
                    GZIP,
                    PICTURE,
                    UNKNOWN -> new IOException("a segment is " + kind.text() + " instead of a transport stream");
        };
    }
}
