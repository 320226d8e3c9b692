package io.sintonia.formats.xmltv;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a guide says of a programme beside its times, its title and its description; anything may be empty.
 *
 * @param length how long the work itself is
 * @param credits in the guide's order
 */
public record Particulars(
        List<LocalText> subTitles,
        List<LocalText> categories,
        List<Credit> credits,
        Optional<Duration> length,
        Set<Programme.Flag> flags,
        Programme.Details details) {
    /** Nothing is known. */
    public static final Particulars NONE = new Particulars(
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Set.of(),
            new Programme.Details(
                    List.of(),
                    List.of(),
                    List.of(),
                    new Programme.Origin("", List.of()),
                    new Programme.Picture(List.of(), "", "")));

    public Particulars {
        subTitles = List.copyOf(subTitles);
        categories = List.copyOf(categories);
        credits = List.copyOf(credits);
        flags = Set.copyOf(flags);
    }

    /** Roughly what it takes in memory, in bytes. */
    public int weight() {
        if (equals(NONE)) {
            return 0;
        }
        long weight = 300;
        for (List<LocalText> texts :
                List.of(subTitles, categories, details.origin().countries())) {
            weight += texts.stream()
                    .mapToLong(
                            text -> 120 + text.text().length() + text.language().length())
                    .sum();
        }
        weight += credits.stream()
                .mapToLong(
                        credit -> 140 + credit.name().length() + credit.part().length())
                .sum();
        weight += details.episodeNumbers().stream()
                .mapToLong(number -> 170 + number.text().length())
                .sum();
        weight += 120L * (details.ratings().size() + details.starRatings().size());
        weight += details.picture().icons().stream()
                .mapToLong(icon -> 56 + icon.length())
                .sum();
        return (int) Math.min(Integer.MAX_VALUE, weight);
    }
}
