package io.sintonia.sources;

/** Where each of many numbers occurs, if it does so once. In 24 bytes a number. */
final class OnceOnly {
    static final int NEVER = -1;
    static final int OFTEN = -2;

    private final long[] numbers;
    private final int[] places;

    OnceOnly(int expected) {
        int size = Integer.highestOneBit(Math.max(expected, 8)) << 2;
        numbers = new long[size];
        places = new int[size];
    }

    /** Notes that a number, which is not 0, occurs at a place. */
    void put(long number, int place) {
        int at = slot(number);
        places[at] = numbers[at] == number ? OFTEN : place;
        numbers[at] = number;
    }

    /** Its place, {@link #NEVER} or {@link #OFTEN}. */
    int find(long number) {
        int at = slot(number);
        return numbers[at] == number ? places[at] : NEVER;
    }

    private int slot(long number) {
        int mask = numbers.length - 1;
        int at = (int) (number ^ (number >>> 32)) & mask;
        while (numbers[at] != 0 && numbers[at] != number) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
