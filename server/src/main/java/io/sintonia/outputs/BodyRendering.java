package io.sintonia.outputs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPOutputStream;

/** Takes a body as it is rendered: packs it, digests it, and keeps it plain as long as it is not huge. One thread. */
final class BodyRendering extends OutputStream {
    private final int huge;
    private final MessageDigest digest = EntityTag.digest();
    private final ByteArrayOutputStream packed = new ByteArrayOutputStream(1 << 12);
    private final GZIPOutputStream packing;
    private ByteArrayOutputStream plain = new ByteArrayOutputStream(1 << 12);
    private boolean isHuge;

    BodyRendering(int huge) throws IOException {
        this.huge = huge;
        this.packing = new GZIPOutputStream(packed, 1 << 14);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        packing.write(bytes, offset, length);
        isHuge |= plain.size() + length > huge;
        if (!isHuge) {
            plain.write(bytes, offset, length);
        } else if (plain.size() > 0) {
            plain = new ByteArrayOutputStream(0);
        }
    }

    /** What was written. */
    KeptBody done() throws IOException {
        packing.finish();
        return new KeptBody(
                isHuge ? null : plain.toByteArray(), packed.toByteArray(), EntityTag.hashed(digest.digest()));
    }

    /** Nothing to do: writers may close it before it is {@link #done}. */
    @Override
    public void close() {}
}
