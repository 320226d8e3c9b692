package io.sintonia.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant: the name with the fewest slips of the hand, if they are few enough. */
public final class NearestName {
    private static final int LONGEST = 80;
    private static final int MOST_NAMES = 300;

    private NearestName() {}

    private record Candidate(String name, int slips) {}

    /** The nearest of some names, if it is near; case, hyphens and underscores count for nothing. */
    static Optional<String> of(String written, Collection<String> names) {
        var plain = plain(written);
        if (plain.isEmpty() || plain.length() > LONGEST) {
            return Optional.empty();
        }
        return names.stream()
                .limit(MOST_NAMES)
                .map(name -> new Candidate(name, slips(plain, plain(name))))
                .filter(candidate -> candidate.slips()
                        <= mostSlips(
                                Math.max(plain.length(), plain(candidate.name()).length())))
                .min(Comparator.comparingInt(Candidate::slips))
                .map(Candidate::name);
    }

    /** {@code ; did you mean NAME?}, or nothing. */
    public static String hint(String written, Collection<String> names) {
        return of(written, names).map(name -> "; did you mean " + name + "?").orElse("");
    }

    private static int mostSlips(int length) {
        return length < 3 ? 0 : length < 5 ? 1 : length < 9 ? 2 : 3;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, changes and swaps of neighbours. */
    static int slips(String from, String to) {
        var distance = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : nearest(distance, from, to, i, j);
            }
        }
        return distance[from.length()][to.length()];
    }

    private static int nearest(int[][] distance, String from, String to, int i, int j) {
        var change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        var best = Math.min(Math.min(distance[i - 1][j] + 1, distance[i][j - 1] + 1), distance[i - 1][j - 1] + change);
        var swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, distance[i - 2][j - 2] + 1) : best;
    }
}
