package io.sintonia.outputs.wire;

/**
 * What stands in a rendered text in place of a reader's own words: one byte that no text has (the first control characters).
 * The longer ones spare most of the marks of a list, which has an address on every second line.
 */
public enum Mark {
    BASE(1),
    USERNAME(2),
    PASSWORD(3),
    /** {@code BASE/live/USERNAME/PASSWORD/} */
    LIVE(4),
    /** {@code BASE/movie/USERNAME/PASSWORD/} */
    MOVIE(5),
    /** {@code BASE/series/USERNAME/PASSWORD/} */
    SERIES(6);

    /** Above every mark. */
    static final int END = 7;

    private final byte sign;

    Mark(int sign) {
        this.sign = (byte) sign;
    }

    byte sign() {
        return sign;
    }
}
