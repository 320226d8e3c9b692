package io.sintonia.outputs.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Another body, packed with gzip (RFC 1952) while it is read: what holds a reader's own words cannot be packed beforehand. One thread. */
public final class PackedPieces implements Pieces {
    /** Magic, deflate, no flags, no time, fastest, unknown system (RFC 1952, 2.3). */
    private static final byte[] HEAD = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 4, (byte) 0xFF};

    private static final int TAIL = 8;
    private static final int BUFFER = 64 << 10;

    private final Pieces plain;
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final CRC32 check = new CRC32();
    private final byte[] buffer = new byte[BUFFER];
    private ByteBuffer frame = ByteBuffer.wrap(HEAD);
    private boolean ended;

    public PackedPieces(Pieces plain) {
        this.plain = plain;
    }

    @Override
    public int fill(byte[] piece) throws IOException {
        int filled = 0;
        while (filled < piece.length) {
            if (frame.hasRemaining()) {
                int length = Math.min(frame.remaining(), piece.length - filled);
                frame.get(piece, filled, length);
                filled += length;
            } else if (ended) {
                break;
            } else {
                filled += deflate(piece, filled);
            }
        }
        return filled;
    }

    private int deflate(byte[] piece, int from) throws IOException {
        if (deflater.needsInput()) {
            int length = plain.fill(buffer);
            check.update(buffer, 0, length);
            deflater.setInput(buffer, 0, length);
            if (length == 0) {
                deflater.finish();
            }
        }
        int length = deflater.deflate(piece, from, piece.length - from);
        if (deflater.finished()) {
            ended = true;
            frame = ByteBuffer.allocate(TAIL)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) check.getValue())
                    .putInt((int) deflater.getBytesRead())
                    .flip();
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        deflater.close();
        plain.close();
    }
}
