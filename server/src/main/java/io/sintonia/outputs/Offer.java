package io.sintonia.outputs;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.Library;
import io.sintonia.catalogue.Lineup;
import java.util.Set;

/**
 * What there is to list, and what has been rendered of it.
 *
 * @param library films and series, in the database
 */
public record Offer(Catalogue catalogue, Library library, RenderedAnswers answers) {
    /** What accounts with these bouquets see now. */
    public Lineup lineup(Set<Long> bouquets) {
        return catalogue.current().lineup(bouquets);
    }
}
