package io.sintonia.catalogue;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * A bouquet with all that is in it.
 *
 * @param members ids of single channels in it
 * @param keptOut ids of single channels that no group and no rule brings in
 * @param rules what its conditions bring in
 */
record BouquetContent(Bouquet bouquet, long[] members, long[] keptOut, Optional<ChannelFilter> rules) {
    /** Adds the places of its channels. */
    void addTo(BitSet all, ChannelTable table, LongFunction<OptionalInt> placeOf) {
        BitSet own = ofGroups(table);
        rules.ifPresent(filter -> addByRule(own, table, filter));
        for (long id : members) {
            placeOf.apply(id).ifPresent(own::set);
        }
        for (long id : keptOut) {
            int place = table.placeOf(id);
            if (place >= 0) {
                own.clear(place);
            }
        }
        all.or(own);
    }

    private BitSet ofGroups(ChannelTable table) {
        Set<String> names = Set.copyOf(bouquet.groups());
        List<CategoryGroup> groups = table.groups();
        BitSet in = new BitSet(groups.size());
        for (int group = 0; group < groups.size(); group++) {
            in.set(group, groups.get(group).isIn(names));
        }
        BitSet places = new BitSet(table.size());
        for (int place = 0; place < table.size(); place++) {
            if (in.get(table.groupAt(place))) {
                places.set(place);
            }
        }
        return places;
    }

    private static void addByRule(BitSet own, ChannelTable table, ChannelFilter filter) {
        ChannelTable.Cursor cursor = table.new Cursor();
        for (int place = own.nextClearBit(0); place < table.size(); place = own.nextClearBit(place + 1)) {
            if (filter.holds(cursor.at(place))) {
                own.set(place);
            }
        }
    }
}
