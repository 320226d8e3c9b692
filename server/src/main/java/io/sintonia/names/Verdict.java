package io.sintonia.names;

import java.util.List;

/**
 * How sure it is that two things are one channel, and why.
 *
 * @param score 0 (certainly not) to 100 (the same id)
 * @param reasons sentences for people, the decisive one first
 */
public record Verdict(int score, List<String> reasons) {
    /** From here on a match is applied without asking. Only equal ids, equal words or equal call signs get here. */
    public static final int AUTOMATIC = 90;

    /** From here on a match is worth showing. */
    public static final int PROPOSED = 60;

    public Verdict {
        reasons = List.copyOf(reasons);
    }

    static Verdict of(int score, String reason) {
        return new Verdict(score, List.of(reason));
    }

    /** Whether this is sure enough to be applied without asking. */
    public boolean isAutomatic() {
        return score >= AUTOMATIC;
    }

    /** Whether this is likely enough to be asked about, or surer. */
    public boolean isProposed() {
        return score >= PROPOSED;
    }
}
