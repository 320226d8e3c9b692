package io.sintonia.relay;

import io.sintonia.fetch.LiveStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/** An answer that is taken into memory whole: a playlist, a key. Within a limit of bytes and of time. */
final class ShortAnswer {
    /** What a playlist may have: a day of two-second segments with long tokens. */
    static final int PLAYLIST_BYTES = 4 << 20;

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private ShortAnswer() {}

    /**
     * Reads the rest of an answer.
     *
     * @param head what has been read of it already
     */
    static byte[] read(LiveStream stream, byte[] head, int limit, Pause clock) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head);
        byte[] buffer = new byte[16 << 10];
        long began = clock.nanos();
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            all.write(buffer, 0, count);
            if (all.size() > limit) {
                throw new IOException("it has more than " + limit + " bytes");
            }
            if (clock.nanos() - began > LONGEST.toNanos()) {
                throw new SocketTimeoutException("not finished within " + LONGEST.toSeconds() + " s");
            }
        }
        return all.toByteArray();
    }

    /** A playlist's text: unpacked where it is packed, UTF-8 (RFC 8216, 4.1), or Latin-1 where it is not that. */
    static String text(byte[] bytes) throws IOException {
        byte[] plain = isGzip(bytes, bytes.length) ? unpacked(bytes) : bytes;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plain))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(plain, StandardCharsets.ISO_8859_1);
        }
    }

    static boolean isGzip(byte[] bytes, int length) {
        return length >= 2 && (bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B;
    }

    private static byte[] unpacked(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] plain = in.readNBytes(PLAYLIST_BYTES + 1);
            if (plain.length > PLAYLIST_BYTES) {
                throw new IOException("it has more than " + PLAYLIST_BYTES + " bytes once unpacked");
            }
            return plain;
        }
    }
}
