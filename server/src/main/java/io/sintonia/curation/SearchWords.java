package io.sintonia.curation;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Words of which each must stand somewhere in a name, whatever the capitals and accents. Immutable. */
record SearchWords(List<String> words) {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final int MOST = 10;

    SearchWords {
        words = List.copyOf(words);
    }

    static SearchWords of(String text) {
        return new SearchWords(Stream.of(folded(text).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(MOST)
                .toList());
    }

    boolean isIn(String name) {
        if (words.isEmpty()) {
            return true;
        }
        String folded = folded(name);
        return words.stream().allMatch(folded::contains);
    }

    /** Whether it is just this number or id. */
    boolean is(String number) {
        return words.size() == 1 && words.getFirst().equals(number);
    }

    /** Whether it is one number and nothing else. */
    boolean isNumber() {
        return words.size() == 1 && words.getFirst().matches("[\\d.]+");
    }

    static String folded(String text) {
        boolean plain = text.chars().allMatch(c -> c < 128);
        String bare = plain
                ? text
                : MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return bare.toLowerCase(Locale.ROOT);
    }
}
