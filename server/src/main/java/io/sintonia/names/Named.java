package io.sintonia.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A thing with names: a channel of a list, or one of a guide. Names that are only numbers (guides give channel numbers so) are
 * left out unless there is nothing else. Immutable; any thread.
 */
public final class Named {
    private static final int MAX_NAMES = 8;

    private final List<String> ids;
    private final List<ChannelName> names;
    private final List<ChannelName> idNames;
    private final String country;
    private final String hint;
    private final String namedCountry;

    private Named(List<String> ids, List<ChannelName> names, String hint) {
        this.ids = ids;
        this.names = names;
        idNames = ids.stream()
                .map(ChannelName::ofId)
                .filter(name -> !name.isEmpty())
                .toList();
        country = firstCountry();
        this.hint = hint;
        namedCountry = firstNamedCountry();
    }

    /**
     * Takes names and ids apart, once for all comparisons.
     *
     * @param ids guide ids and the like, the empty ones and those that mean nothing ({@code 0}, {@code none}) passed over
     * @param names at most eight are looked at
     * @param countryHint the country of its group or list as of {@link Country#hint}, or empty; weaker than a label of the name
     */
    public static Named of(List<String> ids, List<String> names, String countryHint) {
        var kept = new ArrayList<ChannelName>(names.size());
        var numbers = new ArrayList<ChannelName>(1);
        for (var text : names) {
            if (kept.size() == MAX_NAMES) {
                break;
            }
            var name = ChannelName.of(text);
            if (!name.isEmpty()) {
                (name.compact().equals(String.join("", name.numbers())) ? numbers : kept).add(name);
            }
        }
        var meant = ids.stream()
                .map(String::strip)
                .filter(Named::isMeant)
                .distinct()
                .limit(MAX_NAMES)
                .toList();
        return new Named(meant, List.copyOf(kept.isEmpty() ? numbers : kept), countryHint.toLowerCase(Locale.ROOT));
    }

    /** The ids as they were given, without the empty ones. */
    public List<String> ids() {
        return ids;
    }

    /** The names taken apart. */
    public List<ChannelName> names() {
        return names;
    }

    /** The ids that read like names ({@code Rai1.it}), taken apart. */
    public List<ChannelName> idNames() {
        return idNames;
    }

    /** The country its names or ids are labelled with; empty where none is. */
    public String country() {
        return country;
    }

    /** The country it is labelled with, else its group's, else the one its name ends with; empty where none is known. */
    public String likelyCountry() {
        return !country.isEmpty() ? country : !hint.isEmpty() ? hint : namedCountry;
    }

    /** Whether its country and another's can be weighed: not where both names end with the same one, whatever their ids end with. */
    boolean isComparable(Named other) {
        return namedCountry.isEmpty() || !namedCountry.equals(other.namedCountry);
    }

    private String firstCountry() {
        for (var list : List.of(names, idNames)) {
            for (var name : list) {
                if (!name.country().isEmpty()) {
                    return name.country();
                }
            }
        }
        return "";
    }

    private String firstNamedCountry() {
        for (var name : names) {
            if (!name.namedCountry().isEmpty()) {
                return name.namedCountry();
            }
        }
        return "";
    }

    private static boolean isMeant(String id) {
        var lower = id.toLowerCase(Locale.ROOT);
        return !(lower.isEmpty()
                || lower.equals("0")
                || lower.equals("-")
                || lower.equals("none")
                || lower.equals("null")
                || lower.equals("undefined")
                || lower.equals("n/a")
                || lower.equals("(no tvg-id)")
                || lower.equals("ext"));
    }
}
