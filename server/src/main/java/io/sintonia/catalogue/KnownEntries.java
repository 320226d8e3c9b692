package io.sintonia.catalogue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.LongConsumer;

/**
 * The entries of one source that the catalogue knows: key to stream source and fingerprint, in about 33 bytes an entry.
 *
 * <p>Keys are kept as 128-bit digests (MD5 as a hash, not as a protection) in open addressing. One thread at a time.
 */
public final class KnownEntries {
    private static final int NONE = -1;

    private long[] high = new long[1024];
    private long[] low = new long[1024];
    private long[] ids = new long[1024];
    private long[] fingerprints = new long[1024];
    private boolean[] seen = new boolean[1024];
    private int count;
    private final MessageDigest digest;

    KnownEntries() {
        try {
            digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    /** How many entries are known. */
    public int count() {
        return count;
    }

    void add(String key, long streamSourceId, long fingerprint) {
        if (count * 2 >= ids.length) {
            grow();
        }
        ByteBuffer hash = hash(key);
        put(hash.getLong(0), hash.getLong(8), streamSourceId, fingerprint);
        count++;
    }

    /** The place of a key, to ask the other methods about; negative if it is not known. */
    public int find(String key) {
        ByteBuffer hash = hash(key);
        long h = hash.getLong(0);
        long l = hash.getLong(8);
        for (int at = slot(l, ids.length); ids[at] != 0; at = (at + 1) & (ids.length - 1)) {
            if (high[at] == h && low[at] == l) {
                return at;
            }
        }
        return NONE;
    }

    /** The stream source at a place. */
    public long streamSourceId(int place) {
        return ids[place];
    }

    public long fingerprint(int place) {
        return fingerprints[place];
    }

    /** Notes that the source still has this entry. */
    public void markSeen(int place) {
        seen[place] = true;
    }

    /** Calls {@code each} with every stream source that was not marked. */
    public void forEachUnseen(LongConsumer each) {
        for (int at = 0; at < ids.length; at++) {
            if (ids[at] != 0 && !seen[at]) {
                each.accept(ids[at]);
            }
        }
    }

    private void put(long h, long l, long id, long fingerprint) {
        int at = slot(l, ids.length);
        while (ids[at] != 0) {
            at = (at + 1) & (ids.length - 1);
        }
        high[at] = h;
        low[at] = l;
        ids[at] = id;
        fingerprints[at] = fingerprint;
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        long[] oldIds = ids;
        long[] oldFingerprints = fingerprints;
        int size = ids.length * 2;
        high = new long[size];
        low = new long[size];
        ids = new long[size];
        fingerprints = new long[size];
        seen = new boolean[size];
        for (int at = 0; at < oldIds.length; at++) {
            if (oldIds[at] != 0) {
                put(oldHigh[at], oldLow[at], oldIds[at], oldFingerprints[at]);
            }
        }
    }

    private static int slot(long l, int size) {
        return (int) (l ^ (l >>> 32)) & (size - 1);
    }

    private ByteBuffer hash(String key) {
        return ByteBuffer.wrap(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
    }
}
