package io.sintonia.catalogue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Two halves of a key's 128-bit digest (MD5 as a hash, not as a protection). Holds the last one; one thread at a time. */
final class KeyDigest {
    private final MessageDigest digest;
    private long high;
    private long low;

    KeyDigest() {
        try {
            digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    /** Works out a key's halves. */
    KeyDigest of(String key) {
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        high = hash.getLong();
        low = hash.getLong();
        return this;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }
}
