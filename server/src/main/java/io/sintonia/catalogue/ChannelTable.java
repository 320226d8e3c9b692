package io.sintonia.catalogue;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A snapshot's channels, each at its place in the order of display: numbers in columns, all else in deflated blocks. A
 * {@link Channel} is made when it is asked for. Immutable; any thread.
 */
final class ChannelTable {
    /** A place in the low bits of a key, the id above them. */
    private static final int PLACE_BITS = 24;

    /** More channels than anyone has; ids are 39 bits then. */
    static final int MOST = 1 << PLACE_BITS;

    private static final long PLACE_MASK = MOST - 1;

    private final long[] idsAndPlaces;
    private final int[] groups;
    private final long[] digests;
    private final TextBlocks texts;
    private final List<CategoryGroup> known;

    private ChannelTable(
            long[] idsAndPlaces, int[] groups, long[] digests, TextBlocks texts, List<CategoryGroup> known) {
        this.idsAndPlaces = idsAndPlaces;
        this.groups = groups;
        this.digests = digests;
        this.texts = texts;
        this.known = known;
    }

    int size() {
        return groups.length;
    }

    /** The place of an id, negative if there is none. */
    int placeOf(long id) {
        if (id <= 0 || id > Long.MAX_VALUE >> PLACE_BITS) {
            return -1;
        }
        int at = Arrays.binarySearch(idsAndPlaces, id << PLACE_BITS);
        int next = at >= 0 ? at : -at - 1;
        return next < idsAndPlaces.length && idsAndPlaces[next] >> PLACE_BITS == id
                ? (int) (idsAndPlaces[next] & PLACE_MASK)
                : -1;
    }

    /** The group that the channel at a place is in, as a place in {@link #groups()}. */
    int groupAt(int place) {
        return groups[place];
    }

    List<CategoryGroup> groups() {
        return known;
    }

    Channel at(int place) {
        return read(texts.lookUp(place), place);
    }

    private Channel read(TextBlocks.Block block, int place) {
        return ChannelRow.read(block.row(place), known.get(groups[place]).shown());
    }

    /** Adds all that players are shown of a channel to a digest. */
    void digest(int place, MessageDigest digest) {
        long value = digests[place];
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            digest.update((byte) (value >> shift));
        }
    }

    /** Bytes held, about. */
    long weight() {
        return texts.weight() + size() * 20L;
    }

    /** Reads channels at one place after another; quick where neighbours follow each other. One thread. */
    final class Cursor {
        private TextBlocks.Block block = new TextBlocks.Block(-1, new byte[0]);

        Channel at(int place) {
            if (block.number() != place / TextBlocks.ROWS) {
                block = texts.inflate(place);
            }
            return read(block, place);
        }
    }

    /** Takes channels in order of display. One thread. */
    static final class Writer implements AutoCloseable {
        private final List<CategoryGroup> known;
        private final TextBlocks.Writer texts = new TextBlocks.Writer();
        private final RowText row = new RowText();
        private final MessageDigest digest = Digests.sha256();
        private long[] ids = new long[1024];
        private int[] groups = new int[1024];
        private long[] digests = new long[1024];
        private int count;

        Writer(List<CategoryGroup> known) {
            this.known = List.copyOf(known);
        }

        /** Adds a channel of a group, as a place in the list of groups. */
        void add(Channel channel, int group) {
            if (count == MOST) {
                throw new IllegalStateException("a catalogue holds at most " + MOST + " channels");
            }
            if (count == ids.length) {
                int more = count + (count >> 1);
                ids = Arrays.copyOf(ids, more);
                groups = Arrays.copyOf(groups, more);
                digests = Arrays.copyOf(digests, more);
            }
            row.clear();
            ChannelRow.writeShown(row, channel);
            digest.update(row.bytes(), 0, row.length());
            digests[count] = Digests.first(digest) ^ known.get(group).shown().id();
            ChannelRow.writeSources(row, channel);
            texts.add(row);
            ids[count] = channel.id() << PLACE_BITS | count;
            groups[count++] = group;
        }

        ChannelTable done() {
            long[] sorted = Arrays.copyOf(ids, count);
            Arrays.sort(sorted);
            return new ChannelTable(
                    sorted, Arrays.copyOf(groups, count), Arrays.copyOf(digests, count), texts.done(), known);
        }

        @Override
        public void close() {
            texts.close();
        }
    }

    /** A table of these channels, for tests and small catalogues. */
    static ChannelTable of(List<Channel> channels) {
        List<CategoryGroup> groups = new ArrayList<>();
        for (Channel channel : channels) {
            CategoryGroup group = CategoryGroup.of(channel.category());
            if (!groups.contains(group)) {
                groups.add(group);
            }
        }
        try (Writer writer = new Writer(groups)) {
            channels.forEach(channel -> writer.add(channel, groups.indexOf(CategoryGroup.of(channel.category()))));
            return writer.done();
        }
    }
}
