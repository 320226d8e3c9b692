package io.sintonia.curation.rules;

import java.util.List;

/**
 * A channel, film or series as rules see it and change it.
 *
 * @param kind {@code channel}, {@code film} or {@code series}
 * @param number as the list or a rule numbers it, empty if it has none
 * @param logo a URL, empty if none
 * @param guide the id its programmes carry in guides, empty if none
 * @param sources the names of the sources that have it, best first
 * @param hidden whether a rule has hidden it
 * @param numberedFrom the least number a rule wants for it, 0 if none does
 */
public record Listed(
        String kind,
        String name,
        String number,
        String logo,
        String guide,
        String group,
        List<String> sources,
        boolean radio,
        boolean adult,
        boolean hidden,
        int numberedFrom) {
    public Listed {
        sources = List.copyOf(sources);
    }

    /** One that no rule has touched. */
    public static Listed channel(
            String name, String number, String logo, String guide, String group, List<String> sources) {
        return new Listed("channel", name, number, logo, guide, group, sources, false, false, false, 0);
    }

    Listed with(Field field, String value) {
        return new Listed(
                kind,
                field == Field.NAME ? value : name,
                field == Field.NUMBER ? value : number,
                field == Field.LOGO ? value : logo,
                field == Field.GUIDE ? value : guide,
                field == Field.GROUP ? value : group,
                sources,
                radio,
                adult,
                hidden,
                numberedFrom);
    }

    Listed hidden(boolean now) {
        return new Listed(kind, name, number, logo, guide, group, sources, radio, adult, now, numberedFrom);
    }

    Listed numberedFrom(int least) {
        return new Listed(kind, name, number, logo, guide, group, sources, radio, adult, hidden, least);
    }

    /** What a field says; of several sources, each is looked at. */
    List<String> texts(Field field) {
        return switch (field) {
            case NAME -> List.of(name);
            case GROUP -> List.of(group);
            case NUMBER -> List.of(number);
            case LOGO -> List.of(logo);
            case GUIDE -> List.of(guide);
            case KIND -> List.of(kind);
            case SOURCE -> sources;
        };
    }

    /** What a rule can ask about. */
    enum Field {
        NAME,
        GROUP,
        NUMBER,
        LOGO,
        GUIDE,
        KIND,
        SOURCE
    }
}
