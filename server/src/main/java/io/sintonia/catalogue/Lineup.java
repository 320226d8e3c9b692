package io.sintonia.catalogue;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one group of accounts sees: the channels, films and series of its bouquets, in order. Immutable; equal accounts share
 * one. It holds places in its snapshot's table, no channels: they are made when they are asked for.
 *
 * <p>{@link #key()} and the digests of {@link #movies()} and {@link #series()} name what is shown, so that answers rendered
 * from it are still good when another snapshot shows the same.
 */
public final class Lineup {
    /** In place of a category's id: all of them. No category has it. */
    public static final long EVERY_CATEGORY = 0;

    private final ChannelTable table;
    private final int[] places;
    private final LongFunction<OptionalInt> placeOf;
    private final List<Category> categories;
    private volatile @Nullable String key;
    private final Shelf movies;
    private final Shelf series;

    Lineup(ChannelTable table, BitSet chosen, LongFunction<OptionalInt> placeOf, Shelf movies, Shelf series) {
        this.table = table;
        this.places = chosen.stream().toArray();
        this.placeOf = placeOf;
        this.categories = categories(table, places);
        this.movies = movies;
        this.series = series;
    }

    private static List<Category> categories(ChannelTable table, int[] places) {
        BitSet groups = new BitSet();
        for (int place : places) {
            groups.set(table.groupAt(place));
        }
        Map<Long, Category> shown = new LinkedHashMap<>();
        groups.stream()
                .mapToObj(group -> table.groups().get(group).shown())
                .forEach(category -> shown.put(category.id(), category));
        return shown.values().stream()
                .sorted(Comparator.comparingInt(Category::position).thenComparingLong(Category::id))
                .toList();
    }

    /** Names all that is shown of its channels and their categories: the same key, the same list, over snapshots and restarts. */
    public String key() {
        String known = key;
        if (known == null) {
            known = digest(); // worked out twice where two ask at once: the same
            key = known;
        }
        return known;
    }

    /** Who plays needs no key: it takes some milliseconds for 100,000 channels. */
    private String digest() {
        MessageDigest digest = Digests.sha256();
        Digests.add(digest, categories);
        for (int place : places) {
            table.digest(place, digest);
        }
        return Digests.text(digest);
    }

    /** All channels in order of display, made one by one. */
    public List<Channel> channels() {
        return new ChannelList(table, places.length, index -> places[index]);
    }

    /** The channels of one category; none for an id that is not in the lineup. */
    public List<Channel> channelsOf(long categoryId) {
        int[] those = Arrays.stream(places)
                .filter(place -> categoryAt(place) == categoryId)
                .toArray();
        return new ChannelList(table, those.length, index -> those[index]);
    }

    /** Takes a channel with its place in the whole lineup, from 1. */
    @FunctionalInterface
    public interface Visitor {
        void visit(Channel channel, int place);
    }

    /** Shows the channels of a category, or of {@link #EVERY_CATEGORY}, one after another. */
    public void each(long categoryId, Visitor visitor) {
        ChannelTable.Cursor cursor = table.new Cursor();
        for (int at = 0; at < places.length; at++) {
            if (categoryId == EVERY_CATEGORY || categoryAt(places[at]) == categoryId) {
                visitor.visit(cursor.at(places[at]), at + 1);
            }
        }
    }

    private long categoryAt(int place) {
        return table.groups().get(table.groupAt(place)).shown().id();
    }

    /** The categories that have a channel, in order of display. */
    public List<Category> categories() {
        return categories;
    }

    /** A channel, if it is in the lineup; an id that was merged leads to the channel that it was merged into. */
    public Optional<Channel> channel(long id) {
        OptionalInt place = placeOf.apply(id);
        return place.isPresent() && Arrays.binarySearch(places, place.getAsInt()) >= 0
                ? Optional.of(table.at(place.getAsInt()))
                : Optional.empty();
    }

    /** The films that are seen. */
    public Shelf movies() {
        return movies;
    }

    /** The series that are seen. */
    public Shelf series() {
        return series;
    }

    int size() {
        return places.length;
    }
}
