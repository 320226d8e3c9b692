package io.sintonia.sources;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Where the entries of a list lie among what was shown of it: an entry that nobody wants takes no place, the first episode of a
 * series takes two, its series' first. In two bits an entry and eight bytes for each whose key had occurred before. One thread.
 */
final class ListPlaces {
    private final BitSet passedOver = new BitSet();
    private final BitSet withSeries = new BitSet();
    private int entries;
    private int[] repeated = new int[16];
    private int[] ordinals = new int[16];
    private int repeats;

    /** The next entry was not shown. */
    void passedOver() {
        passedOver.set(entries++);
    }

    /**
     * The next entry was shown.
     *
     * @param series whether its series was shown before it
     * @param ordinal how many times its key has occurred, this one included
     */
    void taken(boolean series, int ordinal) {
        withSeries.set(entries, series);
        if (ordinal > 1) {
            if (repeats == repeated.length) {
                repeated = Arrays.copyOf(repeated, repeats * 2);
                ordinals = Arrays.copyOf(ordinals, repeats * 2);
            }
            repeated[repeats] = entries;
            ordinals[repeats++] = ordinal;
        }
        entries++;
    }

    /** Goes along the entries of which something is at one of these places. */
    Walk walk(BitSet shown) {
        return new Walk(shown);
    }

    /** Stands at one wanted entry after another. */
    final class Walk {
        private final BitSet shown;
        private final BitSet wanted = new BitSet();
        private int entry = -1;
        private int next;
        private int nextPlace;
        private int place;

        private Walk(BitSet shown) {
            this.shown = shown;
            int at = 0;
            for (int i = 0; i < entries; i++) {
                int count = placesOf(i);
                wanted.set(i, (count > 0 && shown.get(at)) || (count > 1 && shown.get(at + 1)));
                at += count;
            }
        }

        private int placesOf(int index) {
            return passedOver.get(index) ? 0 : withSeries.get(index) ? 2 : 1;
        }

        boolean isWanted(int index) {
            return wanted.get(index);
        }

        /** Goes to the next one that is wanted. */
        void next() {
            int to = wanted.nextSetBit(entry + 1);
            if (to < 0) {
                throw new IllegalStateException("the list has more entries than when it was planned");
            }
            while (next < to) {
                nextPlace += placesOf(next++);
            }
            entry = to;
            place = nextPlace;
        }

        /** Whether its series is to be shown before it. */
        boolean isSeriesShown() {
            return withSeries.get(entry) && shown.get(place);
        }

        boolean isEntryShown() {
            return shown.get(withSeries.get(entry) ? place + 1 : place);
        }

        /** How many times its key had occurred, it included. */
        int ordinal() {
            int at = Arrays.binarySearch(repeated, 0, repeats, entry);
            return at < 0 ? 1 : ordinals[at];
        }
    }
}
