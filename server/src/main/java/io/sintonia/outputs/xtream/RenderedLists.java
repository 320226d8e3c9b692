package io.sintonia.outputs.xtream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sintonia.outputs.KeptBody;
import java.time.Duration;

/** Keeps lists that were rendered once for all accounts with the same lineup. Bounded by weight; any thread. */
final class RenderedLists {
    /** In place of a category's id: all categories. No category has it. */
    static final long EVERY = 0;

    private static final long MOST_BYTES = 64L << 20;

    private final Cache<Key, KeptBody> lists = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Key key, KeptBody body) -> body.weight())
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    /**
     * What a list is made of; the same key, the same bytes.
     *
     * @param lineup the lineup's key, which holds the catalogue's version
     * @param guide the guide's version
     * @param list which list
     * @param category an id, or {@link #EVERY}
     */
    record Key(String lineup, String guide, String list, long category) {}

    /** The kept list, or the one that is rendered now; many who ask at once wait for one rendering. */
    KeptBody get(Key key, Json.Writing writing) {
        return lists.get(key, any -> KeptBody.of(out -> Json.write(writing, out)));
    }

    /** The same for what is seldom asked for: it takes little of the bound, and some time to unpack. */
    KeptBody getSeldom(Key key, Json.Writing writing) {
        return lists.get(key, any -> KeptBody.packedOnly(out -> Json.write(writing, out)));
    }
}
