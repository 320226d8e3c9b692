package io.sintonia.catalogue;

import java.util.Set;

/**
 * A group as sources call it, with the category it is shown in: its own, or the one it was merged into.
 *
 * @param id its own category's id
 * @param name what sources call it
 * @param names by which bouquets may mean it: what sources call it, the owner's title, and those of the category it is shown in
 */
record CategoryGroup(long id, String name, Category shown, Set<String> names) {
    CategoryGroup {
        names = Set.copyOf(names);
    }

    static CategoryGroup of(Category category) {
        return new CategoryGroup(category.id(), category.name(), category, Set.of(category.name()));
    }

    boolean isIn(Set<String> groups) {
        return names.stream().anyMatch(groups::contains);
    }
}
