package io.sintonia.outputs.m3u;

import io.sintonia.outputs.EntityTag;
import io.sintonia.outputs.wire.Splice;
import io.sintonia.outputs.wire.SplicedText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A rendered list and a digest of all of it but the words that differ.
 *
 * @param digest SHA-256, in hex
 */
record KeptList(SplicedText text, String digest) {
    /** Stand where the words go; no list holds them, so the digest also tells where. */
    private static final Splice NOBODY = new Splice("\u0001", "\u0002", "\u0003");

    private static final int OVERHEAD = 400;
    /** A place of four bytes and a kind of one for each of about four marks in 100 bytes of text. */
    private static final int MARKS_SHARE = 5;

    static KeptList of(SplicedText text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            SplicedText.Reading reading = text.read(NOBODY);
            byte[] piece = new byte[1 << 16];
            for (int length = reading.fill(piece); length > 0; length = reading.fill(piece)) {
                digest.update(piece, 0, length);
            }
            return new KeptList(text, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Bytes it holds, for a bound. */
    int weight() {
        long length = text.length(NOBODY);
        return (int) Math.min(Integer.MAX_VALUE, length + length / MARKS_SHARE + OVERHEAD);
    }

    /** The version of the list as one reader gets it. */
    EntityTag tag(Splice splice) {
        return EntityTag.of(digest, splice.base(), splice.username(), splice.password());
    }
}
