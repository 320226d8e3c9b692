package io.sintonia.sources;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts how often each key of a list has occurred, in 16 bytes a key.
 *
 * <p>Keys are told apart by 64 bits of a hash; should two ever meet, the second merely gets an ordinal it did not need.
 */
final class RepeatedKeys {
    private long[] hashes = new long[1024];
    private int count;
    private final Map<String, Integer> several = new HashMap<>();

    /** How many times the key has occurred, this one included. */
    int ordinal(String key) {
        if (!addedFirst(hash(key))) {
            return several.merge(key, 2, (before, _) -> before + 1);
        }
        return 1;
    }

    /** Whether the key occurs for the first time. */
    boolean isFirst(String key) {
        return addedFirst(hash(key));
    }

    private boolean addedFirst(long hash) {
        if (count * 2 >= hashes.length) {
            grow();
        }
        int at = slot(hash);
        while (hashes[at] != 0) {
            if (hashes[at] == hash) {
                return false;
            }
            at = (at + 1) & (hashes.length - 1);
        }
        hashes[at] = hash;
        count++;
        return true;
    }

    private void grow() {
        long[] old = hashes;
        hashes = new long[old.length * 2];
        for (long hash : old) {
            if (hash != 0) {
                int at = slot(hash);
                while (hashes[at] != 0) {
                    at = (at + 1) & (hashes.length - 1);
                }
                hashes[at] = hash;
            }
        }
    }

    private int slot(long hash) {
        return (int) (hash ^ (hash >>> 32)) & (hashes.length - 1);
    }

    /** FNV-1a over 64 bits; 0 marks an empty slot, so it stands for 1. */
    static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }
}
