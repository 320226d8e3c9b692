package io.sintonia.catalogue;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntUnaryOperator;

/** Channels of a table, each made when it is asked for: cheap to hold, quick to go through, some microseconds for a single one. */
final class ChannelList extends AbstractList<Channel> {
    private final ChannelTable table;
    private final int size;
    private final IntUnaryOperator placeAt;

    /** Of the places that {@code placeAt} tells for 0 up to {@code size}. */
    ChannelList(ChannelTable table, int size, IntUnaryOperator placeAt) {
        this.table = table;
        this.size = size;
        this.placeAt = placeAt;
    }

    @Override
    public Channel get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return table.at(placeAt.applyAsInt(index));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Iterator<Channel> iterator() {
        ChannelTable.Cursor cursor = table.new Cursor();
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Channel next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return cursor.at(placeAt.applyAsInt(next++));
            }
        };
    }
}
