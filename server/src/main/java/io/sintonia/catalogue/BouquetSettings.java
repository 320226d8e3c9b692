package io.sintonia.catalogue;

import io.sintonia.config.About;
import io.sintonia.config.Example;
import java.util.List;

/**
 * A selection of groups under one name, as the settings declare it.
 *
 * @param groups by name, as sources call them; empty until the UI adds some
 */
@About("Selections of groups that users are given by name.")
public record BouquetSettings(
        @About("The bouquet's name, for people and for bouquets of users.") @Example("Family")
        String name,

        @About("The groups in it, by name.") @Example("[News, Kids]")
        List<String> groups) {
    /** A bouquet of these groups. */
    public BouquetSettings {
        groups = List.copyOf(groups);
    }
}
