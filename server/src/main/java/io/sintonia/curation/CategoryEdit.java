package io.sintonia.curation;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to be changed of a group; what is empty stays.
 *
 * @param title the owner's name for it; an empty text takes it back
 * @param position among the groups of its kind
 * @param mergedInto the group in which its channels are shown; 0 takes it back
 */
public record CategoryEdit(
        long categoryId,
        Optional<String> title,
        Optional<Boolean> hidden,
        OptionalLong position,
        OptionalLong mergedInto) {}
