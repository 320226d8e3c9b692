package io.sintonia.catalogue;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The entries of one kind and source that the catalogue knows: key to row and fingerprint, in about 45 bytes an entry.
 *
 * <p>Keys are kept as 128-bit digests in open addressing; the table's slots lead into arrays without gaps, which lie in the
 * order of adding. One thread at a time.
 */
public final class KnownEntries {
    private static final int NONE = -1;
    private static final byte SEEN = 1;
    private static final byte MISSING = 2;
    private static final byte FADING = 4;
    private static final int FEWEST = 16;

    private final KeyDigest digest = new KeyDigest();
    private int[] slots; // place + 1; 0 is free
    private long[] high;
    private long[] low;
    private long[] ids;
    private long[] fingerprints;
    private byte[] marks;
    private int count;
    private int missing;

    KnownEntries() {
        this(FEWEST);
    }

    /** With room for so many, so that it need not grow. */
    KnownEntries(int expected) {
        int room = Math.max(expected, FEWEST);
        slots = new int[slotsFor(room)];
        high = new long[room];
        low = new long[room];
        ids = new long[room];
        fingerprints = new long[room];
        marks = new byte[room];
    }

    /** How many entries are known, those that are missing included. */
    public int count() {
        return count;
    }

    /** How many of them the source had when it was last read. */
    public int present() {
        return count - missing;
    }

    int add(String key, long id, long fingerprint) {
        digest.of(key);
        return add(digest.high(), digest.low(), id, fingerprint);
    }

    int add(long keyHigh, long keyLow, long id, long fingerprint) {
        if (count == ids.length) {
            grow();
        }
        high[count] = keyHigh;
        low[count] = keyLow;
        ids[count] = id;
        fingerprints[count] = fingerprint;
        marks[count] = 0;
        enter(count);
        return count++;
    }

    /** Says that the entry added last is missing already, and whether it is still shown. */
    void lastIsMissing(boolean shown) {
        marks[count - 1] |= shown ? MISSING | FADING : MISSING;
        missing++;
    }

    /** The place of a key, to ask the other methods about; negative if it is not known. */
    public int find(String key) {
        digest.of(key);
        long h = digest.high();
        long l = digest.low();
        int mask = slots.length - 1;
        for (int at = slot(l) & mask; slots[at] != 0; at = (at + 1) & mask) {
            int place = slots[at] - 1;
            if (low[place] == l && high[place] == h) {
                return place;
            }
        }
        return NONE;
    }

    /** The id of the row at a place: for channels, of the stream source. */
    public long id(int place) {
        return ids[place];
    }

    /** The stream source at a place. */
    public long streamSourceId(int place) {
        return ids[place];
    }

    /** What the entry said when it was last written, as a digest. */
    public long fingerprint(int place) {
        return fingerprints[place];
    }

    /** Whether the source did not have the entry when it was last read. */
    public boolean isMissing(int place) {
        return (marks[place] & MISSING) != 0;
    }

    /** Notes that the source still has this entry. */
    public void markSeen(int place) {
        marks[place] |= SEEN;
    }

    boolean isSeen(int place) {
        return (marks[place] & SEEN) != 0;
    }

    /** Calls {@code each} with the id of every entry that the source had the last time and that was not marked now. */
    public void forEachUnseen(LongConsumer each) {
        for (int place = 0; place < count; place++) {
            if ((marks[place] & (SEEN | MISSING)) == 0) {
                each.accept(ids[place]);
            }
        }
    }

    /** How many entries the source had the last time and were not marked now. */
    public long unseen() {
        long[] unseen = new long[1];
        forEachUnseen(_ -> unseen[0]++);
        return unseen[0];
    }

    /** How many were missing before, are again, and are shown for all that: their missing is to be counted on. */
    public long fading() {
        long fading = 0;
        for (int place = 0; place < count; place++) {
            fading += (marks[place] & (SEEN | FADING)) == FADING ? 1 : 0;
        }
        return fading;
    }

    private void enter(int place) {
        int mask = slots.length - 1;
        int at = slot(low[place]) & mask;
        while (slots[at] != 0) {
            at = (at + 1) & mask;
        }
        slots[at] = place + 1;
    }

    private void grow() {
        int room = count + (count >> 1);
        high = Arrays.copyOf(high, room);
        low = Arrays.copyOf(low, room);
        ids = Arrays.copyOf(ids, room);
        fingerprints = Arrays.copyOf(fingerprints, room);
        marks = Arrays.copyOf(marks, room);
        if (slotsFor(room) > slots.length) {
            slots = new int[slotsFor(room)];
            for (int place = 0; place < count; place++) {
                enter(place);
            }
        }
    }

    /** A power of two, at most three quarters full. */
    private static int slotsFor(int room) {
        return Integer.highestOneBit(room + room / 3) << 1;
    }

    private static int slot(long l) {
        return (int) (l ^ (l >>> 32));
    }
}
