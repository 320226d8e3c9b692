package io.sintonia.guide;

import static io.sintonia.schema.Tables.GUIDE_BLOCK;
import static io.sintonia.schema.Tables.GUIDE_CHANNEL;

import io.sintonia.storage.Database;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A generation of a guide while it is written: programmes gather by channel up to a bound and are then stored together, so memory
 * does not grow with the guide, whatever order it is in. Nobody reads it before it is swapped in. One thread.
 */
final class GuideDraft {
    private static final int MOST_BYTES = 12 << 20;
    private static final int ROWS_AT_ONCE = 1000;

    private final Database database;
    private final long guideId;
    private final long generation;
    private final Map<Integer, ProgrammeBlock> gathered = new TreeMap<>();
    private final int[] parts;
    private final long[] counts;
    private final long[] firstStart;
    private final long[] lastStop;
    private long bytes;
    private long stored;

    GuideDraft(Database database, long guideId, long generation, int channels) {
        this.database = database;
        this.guideId = guideId;
        this.generation = generation;
        parts = new int[channels];
        counts = new long[channels];
        firstStart = new long[channels];
        lastStop = new long[channels];
        Arrays.fill(firstStart, Long.MAX_VALUE);
        Arrays.fill(lastStop, Long.MIN_VALUE);
    }

    /** Stores the programme, now or later. */
    void add(int number, Airing airing) {
        ProgrammeBlock block = gathered.computeIfAbsent(number, any -> new ProgrammeBlock());
        int before = block.size();
        block.add(airing);
        bytes += block.size() - before;
        counts[number]++;
        stored++;
        if (bytes >= MOST_BYTES) {
            flush();
        }
    }

    /** The same, and remembers which time the new guide covers. */
    void addNew(int number, Airing airing) {
        firstStart[number] = Math.min(firstStart[number], airing.start());
        lastStop[number] = Math.max(lastStop[number], Math.max(airing.start(), airing.stop()));
        add(number, airing);
    }

    /** When the first of the new programmes begins; {@code Long.MAX_VALUE} without any. */
    long firstStart(int number) {
        return firstStart[number];
    }

    /** When the last of the new programmes ends; {@code Long.MIN_VALUE} without any. */
    long lastStop(int number) {
        return lastStop[number];
    }

    /** Programmes so far. */
    long stored() {
        return stored;
    }

    /** Stores what has gathered. */
    void flush() {
        List<Object[]> rows = new ArrayList<>();
        gathered.forEach((number, block) -> {
            rows.add(new Object[] {guideId, generation, (long) number, (long) parts[number]++, block.packed()});
        });
        gathered.clear();
        bytes = 0;
        for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
            Object[][] some = rows.subList(from, Math.min(rows.size(), from + ROWS_AT_ONCE))
                    .toArray(Object[][]::new);
            database.write(sql -> sql.batch(sql.insertInto(
                                    GUIDE_BLOCK,
                                    GUIDE_BLOCK.GUIDE_ID,
                                    GUIDE_BLOCK.GENERATION,
                                    GUIDE_BLOCK.NUMBER,
                                    GUIDE_BLOCK.PART,
                                    GUIDE_BLOCK.PROGRAMMES)
                            .values((Long) null, null, null, null, null))
                    .bind(some)
                    .execute());
        }
    }

    /** Stores the channels, numbered in their order. */
    void channels(List<ChannelRoll.Entry> entries, BitSet kept) {
        for (int from = 0; from < entries.size(); from += ROWS_AT_ONCE) {
            int until = Math.min(entries.size(), from + ROWS_AT_ONCE);
            Object[][] rows = new Object[until - from][];
            for (int number = from; number < until; number++) {
                ChannelRoll.Entry entry = entries.get(number);
                rows[number - from] = new Object[] {
                    guideId,
                    generation,
                    (long) number,
                    entry.id(),
                    TextList.of(entry.names()),
                    kept.get(number),
                    counts[number]
                };
            }
            database.write(sql -> sql.batch(sql.insertInto(
                                    GUIDE_CHANNEL,
                                    GUIDE_CHANNEL.GUIDE_ID,
                                    GUIDE_CHANNEL.GENERATION,
                                    GUIDE_CHANNEL.NUMBER,
                                    GUIDE_CHANNEL.ID,
                                    GUIDE_CHANNEL.NAMES,
                                    GUIDE_CHANNEL.KEPT,
                                    GUIDE_CHANNEL.PROGRAMMES)
                            .values((Long) null, null, null, null, null, null, null))
                    .bind(rows)
                    .execute());
        }
    }
}
