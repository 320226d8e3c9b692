package io.sintonia.catalogue;

/** Names a set of rows by their ids and fingerprints, in whatever order they come: two sums of mixed numbers. One thread. */
final class Tally {
    private long one;
    private long other;
    private long count;

    void add(long id, long fingerprint) {
        long mixed = mix(id + 0x9E3779B97F4A7C15L ^ mix(fingerprint));
        one += mixed;
        other += mix(mixed ^ 0xD1B54A32D192ED03L);
        count++;
    }

    void add(Tally more) {
        one += more.one;
        other += more.other;
        count += more.count;
    }

    long count() {
        return count;
    }

    /** The name. */
    String text() {
        return Long.toHexString(one) + "-" + Long.toHexString(other) + "-" + count;
    }

    /** The last steps of MurmurHash3, which spread every bit over all. */
    private static long mix(long value) {
        long mixed = value;
        mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
