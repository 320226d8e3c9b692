package io.sintonia.channellog;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The complete segments a log shows, oldest first: an immutable list that shares its array with those before and after
 * it, so that a window of a day costs no more to move on than one of a minute.
 *
 * <p>Made by the log's owner alone, of the newest one only; read by anyone. An array's places are written once, before
 * the list that reaches them is published.
 */
final class SegmentWindow extends AbstractList<LogSegment> implements RandomAccess {
    static final SegmentWindow EMPTY = new SegmentWindow(new LogSegment[0], 0, 0);
    private static final int LEAST = 16;

    private final LogSegment[] places;
    private final int from;
    private final int until;

    private SegmentWindow(LogSegment[] places, int from, int until) {
        this.places = places;
        this.from = from;
        this.until = until;
    }

    /** The same with one more at the end. */
    SegmentWindow with(LogSegment newest) {
        if (until < places.length) {
            places[until] = newest;
            return new SegmentWindow(places, from, until + 1);
        }
        LogSegment[] more = Arrays.copyOf(Arrays.copyOfRange(places, from, until), Math.max(LEAST, 2 * size()));
        more[size()] = newest;
        return new SegmentWindow(more, 0, size() + 1);
    }

    /** The same without the oldest. */
    SegmentWindow withoutFirst() {
        return new SegmentWindow(places, from + 1, until);
    }

    @Override
    public LogSegment get(int index) {
        return places[from + Objects.checkIndex(index, size())];
    }

    @Override
    public int size() {
        return until - from;
    }
}
