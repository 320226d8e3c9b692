package io.sintonia.sources;

import io.sintonia.formats.m3u.EntryKey;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds entries again whose keys have changed: one that is new is taken for one that has vanished if they say the same, and
 * nothing else does. First by name and address without its host (the provider moved), then by name alone (the provider made
 * all addresses anew). Of one kind; 20 bytes an entry on either side.
 */
final class Lookalikes {
    /** What one side has: where, and two digests; 0 where there is nothing to go by. */
    private static final class Side {
        private int[] at = new int[64];
        private long[] both = new long[64];
        private long[] words = new long[64];
        private int count;

        void add(int place, String url, String said) {
            if (count == at.length) {
                int room = count * 2;
                at = Arrays.copyOf(at, room);
                both = Arrays.copyOf(both, room);
                words = Arrays.copyOf(words, room);
            }
            at[count] = place;
            if (!said.isEmpty()) {
                String stays = EntryKey.withoutHost(url);
                both[count] = stays.isEmpty() ? 0 : RepeatedKeys.hash(said + '\n' + stays);
                words[count] = RepeatedKeys.hash(said);
            }
            count++;
        }
    }

    private final Side newcomers = new Side();
    private final Side unseen = new Side();
    private final BitSet newcomersTaken = new BitSet();
    private final BitSet unseenTaken = new BitSet();
    private long[] pairs = new long[64];
    private int paired;

    /** An entry of the list that nobody knows, by its place in the list. */
    void newcomer(int position, String url, String words) {
        newcomers.add(position, url, words);
    }

    boolean hasNewcomers() {
        return newcomers.count > 0;
    }

    /** An entry of the catalogue that the list does not have, by its place among those known. */
    void unseen(int place, String url, String words) {
        unseen.add(place, url, words);
    }

    /** The pairs, by position: {@code position << 32 | place}. */
    long[] pairs() {
        pair(newcomers.both, unseen.both);
        pair(newcomers.words, unseen.words);
        long[] sorted = Arrays.copyOf(pairs, paired);
        Arrays.sort(sorted);
        return sorted;
    }

    private void pair(long[] ofNewcomers, long[] ofUnseen) {
        OnceOnly those = index(ofNewcomers, newcomers.count, newcomersTaken);
        OnceOnly these = index(ofUnseen, unseen.count, unseenTaken);
        for (int i = 0; i < newcomers.count; i++) {
            if (ofNewcomers[i] == 0 || newcomersTaken.get(i) || those.find(ofNewcomers[i]) != i) {
                continue;
            }
            int other = these.find(ofNewcomers[i]);
            if (other >= 0) {
                newcomersTaken.set(i);
                unseenTaken.set(other);
                if (paired == pairs.length) {
                    pairs = Arrays.copyOf(pairs, paired * 2);
                }
                pairs[paired++] = (long) newcomers.at[i] << 32 | unseen.at[other];
            }
        }
    }

    private static OnceOnly index(long[] digests, int count, BitSet taken) {
        OnceOnly index = new OnceOnly(count);
        for (int i = 0; i < count; i++) {
            if (digests[i] != 0 && !taken.get(i)) {
                index.put(digests[i], i);
            }
        }
        return index;
    }
}
