package io.sintonia.relay;

import io.sintonia.formats.mpegts.AudioMuxer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A segment of bare sound (RFC 8216, 3.4: packed audio) as a transport stream. The muxer goes on from segment to segment, so a
 * segment's last frame comes with the next one.
 */
final class SoundInput extends InputStream {
    private static final byte[] OWNER =
            "com.apple.streaming.transportStreamTimestamp\0".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final AudioMuxer muxer;
    private final byte[] frames = new byte[16 << 10];
    private byte[] packets = new byte[0];
    private int at;

    SoundInput(InputStream in, AudioMuxer muxer) {
        this.in = in;
        this.muxer = muxer;
    }

    /** The time in ticks of 90 kHz that the ID3 tag at a segment's beginning gives its first frame, if it does. */
    static OptionalLong timestamp(byte[] head) {
        for (int i = 0; i + OWNER.length + Long.BYTES <= head.length; i++) {
            if (Arrays.equals(head, i, i + OWNER.length, OWNER, 0, OWNER.length)) {
                long ticks = ByteBuffer.wrap(head).getLong(i + OWNER.length);
                return OptionalLong.of(ticks & ((1L << 33) - 1));
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (at == packets.length) {
            int count = in.read(frames);
            if (count < 0) {
                return -1;
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            muxer.feed(frames, 0, count, out::write);
            packets = out.toByteArray();
            at = 0;
        }
        int count = Math.min(length, packets.length - at);
        System.arraycopy(packets, at, buffer, offset, count);
        at += count;
        return count;
    }
}
