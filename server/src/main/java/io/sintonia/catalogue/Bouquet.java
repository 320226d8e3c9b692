package io.sintonia.catalogue;

import java.util.List;

/** A choice of channels that accounts are given, by the names of the groups in it. */
public record Bouquet(long id, String name, List<String> groups) {
    public Bouquet {
        groups = List.copyOf(groups);
    }
}
