package io.sintonia.catalogue;

import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The films, or the series, that somebody sees: which categories, and a name for all that is in them. The rows themselves lie in
 * the database; {@link Library} reads them. Immutable.
 */
public final class Shelf {
    private final Map<Long, Row> rows = new HashMap<>();
    private final List<Category> categories;
    private final String digest;

    /**
     * A group with what it holds.
     *
     * @param items its films or series
     * @param episodes of its series
     */
    record Row(CategoryGroup group, Tally items, Tally episodes) {}

    Shelf(List<Row> rows) {
        Map<Long, Category> shown = new LinkedHashMap<>();
        MessageDigest of = Digests.sha256();
        rows.stream()
                .sorted(Comparator.comparingLong(row -> row.group().id()))
                .filter(row -> row.items().count() > 0)
                .forEach(row -> {
                    this.rows.put(row.group().id(), row);
                    shown.put(row.group().shown().id(), row.group().shown());
                    Digests.add(
                            of,
                            row.group().id() + "/" + row.items().text() + "/"
                                    + row.episodes().text());
                    Digests.add(of, List.of(row.group().shown()));
                });
        this.categories = shown.values().stream()
                .sorted(Comparator.comparingInt(Category::position).thenComparingLong(Category::id))
                .toList();
        this.digest = Digests.text(of);
    }

    /** The part of it in groups of these names. */
    Shelf only(Set<String> groups) {
        return new Shelf(
                rows.values().stream().filter(row -> row.group().isIn(groups)).toList());
    }

    /** The categories that hold something, in order of display. */
    public List<Category> categories() {
        return categories;
    }

    /** Names all that is on it: the same digest, the same lists, over snapshots and restarts. */
    public String digest() {
        return digest;
    }

    /** Where something of a group is shown, if it is. */
    Optional<Category> categoryOf(long groupId) {
        Row row = rows.get(groupId);
        return row == null ? Optional.empty() : Optional.of(row.group().shown());
    }

    /** Whether a group is shown under a category, or under {@link Lineup#EVERY_CATEGORY}. */
    boolean holds(long groupId, long categoryId) {
        Row row = rows.get(groupId);
        return row != null
                && (categoryId == Lineup.EVERY_CATEGORY || row.group().shown().id() == categoryId);
    }

    /** The name of all films or series of a category. */
    String itemsOf(long categoryId) {
        Tally all = new Tally();
        rows.forEach((id, row) -> {
            if (holds(id, categoryId)) {
                all.add(row.items());
            }
        });
        return all.text();
    }

    /** The name of all episodes. */
    String episodes() {
        Tally all = new Tally();
        rows.values().forEach(row -> all.add(row.episodes()));
        return all.text();
    }
}
