package io.sintonia.guide;

import static io.sintonia.schema.Tables.GUIDE_BLOCK;
import static io.sintonia.schema.Tables.GUIDE_CHANNEL;

import io.sintonia.storage.Database;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;

/** Stored programmes and channels of guides. Blocks; any thread. */
final class GuideBlocks {
    private static final int AT_ONCE = 500;

    private final Database database;

    GuideBlocks(Database database) {
        this.database = database;
    }

    /** All programmes of one channel of one generation, in the guide's order; one query by primary key. */
    List<Airing> airings(long guideId, long generation, long number) {
        List<byte[]> packed = database.read(sql -> sql.select(GUIDE_BLOCK.PROGRAMMES)
                .from(GUIDE_BLOCK)
                .where(GUIDE_BLOCK
                        .GUIDE_ID
                        .eq(guideId)
                        .and(GUIDE_BLOCK.GENERATION.eq(generation))
                        .and(GUIDE_BLOCK.NUMBER.eq(number)))
                .orderBy(GUIDE_BLOCK.PART)
                .fetch(GUIDE_BLOCK.PROGRAMMES));
        List<Airing> airings = new ArrayList<>();
        for (byte[] part : packed) {
            airings.addAll(ProgrammeBlock.airings(part));
        }
        return airings;
    }

    /**
     * A channel as a generation holds it.
     *
     * @param kept whether its programmes were kept
     */
    record StoredChannel(long number, String id, List<String> names, boolean kept, long programmes) {}

    /** The channels of a generation, by number. */
    List<StoredChannel> channels(long guideId, long generation) {
        return database.read(sql -> sql.selectFrom(GUIDE_CHANNEL)
                .where(GUIDE_CHANNEL.GUIDE_ID.eq(guideId).and(GUIDE_CHANNEL.GENERATION.eq(generation)))
                .orderBy(GUIDE_CHANNEL.NUMBER)
                .fetch(row -> new StoredChannel(
                        row.getNumber(),
                        row.getId(),
                        TextList.read(row.getNames()),
                        row.getKept(),
                        row.getProgrammes())));
    }

    /**
     * Removes what a guide has beside the generation that holds: the one before it, and one that was never finished. Some hundred
     * channels at a time, so that no other writer waits long.
     */
    void dropAllBut(long guideId, long generation) {
        drop(guideId, generation - 1);
        drop(guideId, generation + 1);
    }

    private void drop(long guideId, long generation) {
        boolean more = true;
        for (long from = 0; more; from += AT_ONCE) {
            long until = from + AT_ONCE;
            more = database.write(sql -> {
                Condition blocks = GUIDE_BLOCK.GUIDE_ID.eq(guideId).and(GUIDE_BLOCK.GENERATION.eq(generation));
                Condition channels = GUIDE_CHANNEL.GUIDE_ID.eq(guideId).and(GUIDE_CHANNEL.GENERATION.eq(generation));
                sql.deleteFrom(GUIDE_BLOCK)
                        .where(blocks.and(GUIDE_BLOCK.NUMBER.lt(until)))
                        .execute();
                sql.deleteFrom(GUIDE_CHANNEL)
                        .where(channels.and(GUIDE_CHANNEL.NUMBER.lt(until)))
                        .execute();
                return sql.fetchExists(GUIDE_BLOCK, blocks) || sql.fetchExists(GUIDE_CHANNEL, channels);
            });
        }
    }
}
