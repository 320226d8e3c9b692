package io.sintonia.relay;

import io.sintonia.fetch.LiveStream;
import io.sintonia.formats.mpegts.TsPacket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The first bytes of an answer, as many as it takes to tell a playlist from a stream.
 *
 * @param bytes what has been read; empty if the stream ended at once
 */
record StreamHead(byte[] bytes, boolean isPlaylist) {
    private static final int MOST = 4096;
    private static final byte[] TAG = "#EXT".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private enum Verdict {
        PLAYLIST,
        STREAM,
        /** Read on, up to the most. */
        TOO_SHORT
    }

    /** Reads the stream's beginning: for a transport stream, a single read. */
    static StreamHead of(LiveStream stream) throws IOException {
        byte[] piece = new byte[MOST];
        byte[] head = new byte[0];
        Verdict verdict = Verdict.TOO_SHORT;
        while (verdict == Verdict.TOO_SHORT && head.length < MOST) {
            int count = stream.read(piece);
            if (count < 0) {
                break;
            }
            int before = head.length;
            head = Arrays.copyOf(head, before + count);
            System.arraycopy(piece, 0, head, before, count);
            verdict = judge(head);
            if (verdict == Verdict.STREAM && head[0] != TsPacket.SYNC && head.length < MOST) {
                verdict = Verdict.TOO_SHORT; // sound, or something else: a few frames tell
            }
        }
        boolean packedList = ShortAnswer.isGzip(head, head.length) && saysPlaylist(stream);
        return new StreamHead(head, verdict == Verdict.PLAYLIST || packedList);
    }

    /** RFC 8216, 4.1: it begins with #EXTM3U. Blank lines and a byte order mark before it are seen, and so are lists without it. */
    private static Verdict judge(byte[] head) {
        int at = 0;
        while (at < MARK.length && at < head.length && head[at] == MARK[at]) {
            at++;
        }
        if (at != 0 && at != MARK.length) {
            return at == head.length ? Verdict.TOO_SHORT : Verdict.STREAM;
        }
        while (at < head.length && (head[at] == ' ' || (head[at] >= 9 && head[at] <= 13))) {
            at++;
        }
        int length = Math.min(TAG.length, head.length - at);
        if (!Arrays.equals(head, at, at + length, TAG, 0, length)) {
            return Verdict.STREAM;
        }
        return length == TAG.length ? Verdict.PLAYLIST : Verdict.TOO_SHORT;
    }

    /** Packed bytes are a playlist only where the server or the address says so. */
    private static boolean saysPlaylist(LiveStream stream) {
        String type = stream.contentType().orElse("").toLowerCase(Locale.ROOT);
        String path = stream.finalAddress().exact().replaceFirst("\\?.*$", "").toLowerCase(Locale.ROOT);
        return type.contains("mpegurl") || path.endsWith(".m3u8") || path.endsWith(".m3u");
    }
}
