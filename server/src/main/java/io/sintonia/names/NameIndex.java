package io.sintonia.names;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds which of many names are worth comparing with one, so that ten thousand channels and forty thousand guide channels are
 * matched in seconds and not by four hundred million comparisons. Names are filed under their words, under three letters in a row
 * (for misspelt ones) and whole; a search visits the rarest files first and stops at its bound.
 *
 * <p>Grows by {@link #add}; about 300 bytes a name. Belongs to one thread at a time.
 */
public final class NameIndex {
    /** Entries visited by one search: rare words decide, and "news" alone would lead to thousands. */
    private static final int MAX_VISITED = 1_500;

    private static final int MAX_FILES = 48;

    private static final long SPREAD =
            0x9E3779B97F4A7C15L; // odd, so that no two keys become one and their hashes differ

    private final Map<String, Posting> whole = new HashMap<>();
    private final Map<String, Posting> words = new HashMap<>();
    private final Map<Long, Posting> letters = new HashMap<>();
    private float[] weights = new float[64];
    private int[] touched = new int[256];
    private int highest = -1;

    /** A growing list of positions. */
    private static final class Posting {
        private int[] positions = new int[2];
        private int size;

        void add(int position) {
            if (size > 0 && positions[size - 1] == position) {
                return;
            }
            if (size == positions.length) {
                positions = Arrays.copyOf(positions, size * 2);
            }
            positions[size++] = position;
        }
    }

    private record Posted(Posting posting, float weight) {}

    /**
     * Files a name of the thing at a position; a thing may have several.
     *
     * @param position 0 or more, not less than the ones before
     */
    public void add(int position, ChannelName name) {
        highest = Math.max(highest, position);
        whole.computeIfAbsent(name.compact(), key -> new Posting()).add(position);
        if (!name.callSign().isEmpty()) {
            whole.computeIfAbsent(sign(name), key -> new Posting()).add(position);
        }
        if (!name.namedCountry().isEmpty()) {
            whole.computeIfAbsent(name.stem(), key -> new Posting()).add(position);
        }
        for (var word : name.words()) {
            if (isTelling(word)) {
                words.computeIfAbsent(word, key -> new Posting()).add(position);
            }
        }
        var compact = name.compact();
        for (int i = 0; i + 3 <= compact.length(); i++) {
            letters.computeIfAbsent(gram(compact, i), key -> new Posting()).add(position);
        }
    }

    /**
     * The things with a name of the same words or call sign, in order of position.
     *
     * @param most how many at most
     */
    public int[] same(ChannelName name, int most) {
        var byName = positions(whole.get(name.compact()), most);
        var bySign = name.callSign().isEmpty() ? new int[0] : positions(whole.get(sign(name)), most);
        var byStem = name.namedCountry().isEmpty() ? new int[0] : positions(whole.get(name.stem()), most);
        if (bySign.length + byStem.length == 0) {
            return byName;
        }
        return Arrays.stream(new int[][] {byName, bySign, byStem})
                .flatMapToInt(Arrays::stream)
                .distinct()
                .sorted()
                .limit(most)
                .toArray();
    }

    /**
     * The things whose names share most with this one, rare words counting most, the likeliest first.
     *
     * @param most how many at most
     */
    public int[] like(ChannelName name, int most) {
        if (weights.length <= highest) {
            weights = new float[Math.max(highest + 1, weights.length * 2)];
        }
        int count = 0;
        int visited = 0;
        for (var posted : files(name)) {
            if (visited > 0 && visited + posted.posting().size > MAX_VISITED) {
                break;
            }
            int size = Math.min(posted.posting().size, MAX_VISITED);
            visited += size;
            for (int i = 0; i < size; i++) {
                int position = posted.posting().positions[i];
                if (weights[position] == 0) {
                    if (count == touched.length) {
                        touched = Arrays.copyOf(touched, count * 2);
                    }
                    touched[count++] = position;
                }
                weights[position] += posted.weight();
            }
        }
        return heaviest(count, most);
    }

    private Posted[] files(ChannelName name) {
        var found = new Posted[MAX_FILES];
        int count = 0;
        for (var word : name.words()) {
            count = keep(found, count, isTelling(word) ? words.get(word) : null, 3f + word.length());
        }
        var compact = name.compact();
        for (int i = 0; i + 3 <= compact.length(); i++) {
            count = keep(found, count, letters.get(gram(compact, i)), 1f);
        }
        var kept = Arrays.copyOf(found, count);
        Arrays.sort(kept, (one, other) -> Integer.compare(one.posting().size, other.posting().size));
        return kept;
    }

    private static int keep(Posted[] found, int count, @Nullable Posting posting, float worth) {
        if (posting == null || count == found.length) {
            return count;
        }
        found[count] = new Posted(posting, worth / (float) (1 + Math.log(posting.size)));
        return count + 1;
    }

    /** Takes the heaviest of the touched positions and wipes the weights. */
    private int[] heaviest(int count, int most) {
        int size = Math.min(most, count);
        int[] best = new int[size];
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int position = touched[i];
            int at = kept;
            while (at > 0 && isHeavier(position, best[at - 1])) {
                at--;
            }
            if (at < size) {
                int end = Math.min(kept, size - 1);
                System.arraycopy(best, at, best, at + 1, end - at);
                best[at] = position;
                kept = Math.min(kept + 1, size);
            }
        }
        for (int i = 0; i < count; i++) {
            weights[touched[i]] = 0;
        }
        return best;
    }

    private boolean isHeavier(int one, int other) {
        return weights[one] > weights[other] || (weights[one] == weights[other] && one < other);
    }

    private static int[] positions(@Nullable Posting posting, int most) {
        return posting == null ? new int[0] : Arrays.copyOf(posting.positions, Math.min(posting.size, most));
    }

    private static boolean isTelling(String word) {
        return !Vocabulary.FILLERS.contains(word)
                && !(word.length() < 3 && word.charAt(0) >= '0' && word.charAt(0) <= '9');
    }

    private static String sign(ChannelName name) {
        return "!" + name.callSign();
    }

    private static long gram(String text, int at) {
        long packed = ((long) text.charAt(at) << 32) | ((long) text.charAt(at + 1) << 16) | text.charAt(at + 2);
        return packed * SPREAD;
    }
}
