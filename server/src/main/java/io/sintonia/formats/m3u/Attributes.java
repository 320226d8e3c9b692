package io.sintonia.formats.m3u;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one line in their order, immutable. One array and no nodes: a list of a million entries makes a
 * million of these, each with a handful of pairs, for which a scan beats a hash.
 */
final class Attributes extends AbstractMap<String, String> {
    static final Attributes NONE = new Attributes(new String[0]);

    private final String[] pairs;

    /** Takes over the array: key, value, key, value; keys in lower case and without repetition. */
    Attributes(String[] pairs) {
        this.pairs = pairs;
    }

    /** The map itself if it is one of these, else a copy in the same order. */
    static Attributes of(Map<String, String> map) {
        if (map instanceof Attributes frozen) {
            return frozen;
        }
        var pairs = new String[2 * map.size()];
        int at = 0;
        for (var pair : map.entrySet()) {
            pairs[at++] = pair.getKey();
            pairs[at++] = pair.getValue();
        }
        return new Attributes(pairs);
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
        if (key != null) {
            for (int at = 0; at < pairs.length; at += 2) {
                if (pairs[at].equals(key)) {
                    return pairs[at + 1];
                }
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public int size() {
        return pairs.length / 2;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new Pairs();
    }

    private final class Pairs extends AbstractSet<Map.Entry<String, String>> {
        @Override
        public int size() {
            return pairs.length / 2;
        }

        @Override
        public Iterator<Map.Entry<String, String>> iterator() {
            return new Iterator<>() {
                private int at;

                @Override
                public boolean hasNext() {
                    return at < pairs.length;
                }

                @Override
                public Map.Entry<String, String> next() {
                    if (at >= pairs.length) {
                        throw new NoSuchElementException();
                    }
                    at += 2;
                    return Map.entry(pairs[at - 2], pairs[at - 1]);
                }
            };
        }
    }
}
