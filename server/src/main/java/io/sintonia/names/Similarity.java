package io.sintonia.names;

import java.util.Arrays;

/** How alike two short texts are. Pure; time in proportion to the product of their lengths, which are cut at 40. */
final class Similarity {
    private static final int MAX = 40;

    private Similarity() {}

    /** 1 for equal texts, 0 for wholly different ones: one less the edits (with neighbours swapped as one) per letter. */
    static double of(String one, String other) {
        int rows = Math.min(one.length(), MAX);
        int columns = Math.min(other.length(), MAX);
        int longer = Math.max(rows, columns);
        if (longer == 0 || Math.abs(rows - columns) * 3 > longer) {
            return 0;
        }
        int[] before = new int[columns + 1];
        int[] above = new int[columns + 1];
        int[] row = new int[columns + 1];
        Arrays.setAll(above, column -> column);
        for (int r = 1; r <= rows; r++) {
            row[0] = r;
            char letter = one.charAt(r - 1);
            for (int c = 1; c <= columns; c++) {
                int cost = letter == other.charAt(c - 1) ? 0 : 1;
                int best = Math.min(Math.min(row[c - 1], above[c]) + 1, above[c - 1] + cost);
                if (r > 1 && c > 1 && letter == other.charAt(c - 2) && one.charAt(r - 2) == other.charAt(c - 1)) {
                    best = Math.min(best, before[c - 2] + 1);
                }
                row[c] = best;
            }
            int[] free = before;
            before = above;
            above = row;
            row = free;
        }
        return 1 - (double) above[columns] / longer;
    }
}
