package io.sintonia.guide;

import io.sintonia.catalogue.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A guide for channels that have none but should show one, such as the demo's: a programme every half hour from a day ago to
 * three days ahead. The same channel has the same programme at the same time whenever it is asked, also after a restart.
 */
public final class GeneratedGuide implements Guide {
    private static final Duration PAST = Duration.ofDays(1);
    private static final Duration AHEAD = Duration.ofDays(3);
    private static final long BLOCK_SECONDS = 1800;
    private static final int BLOCKS_A_DAY = 48;
    /** Ids are made of 16 bits of the half hour and 15 of the channel, so they repeat after three years at the earliest. */
    private static final int CHANNEL_BITS = 15;

    private static final long BLOCKS_APART = 1 << 16;

    private final Predicate<Channel> chosen;
    private final InstantSource clock;

    /** A guide for the channels that {@code chosen} holds for; it knows nothing of others. */
    public GeneratedGuide(Predicate<Channel> chosen, InstantSource clock) {
        this.chosen = chosen;
        this.clock = clock;
    }

    @Override
    public Optional<String> guideIdOf(Channel channel) {
        return chosen.test(channel) ? Optional.of(idOf(channel)) : Optional.empty();
    }

    private static String idOf(Channel channel) {
        return channel.guideId().isBlank() ? "channel-" + channel.id() + ".sintonia" : channel.guideId();
    }

    @Override
    public List<Programme> programmes(Channel channel, Instant from, Instant to) {
        if (!chosen.test(channel)) {
            return List.of();
        }
        Instant now = clock.instant();
        long first = Math.max(block(from), block(now.minus(PAST)));
        long last = Math.min(blockBefore(to), blockBefore(now.plus(AHEAD)));
        // channels that share a guide id share its programmes
        int flavour = idOf(channel).hashCode();
        List<Programme> programmes = new ArrayList<>();
        for (long block = first; block <= last; block++) {
            programmes.add(programme(flavour, block));
        }
        return programmes;
    }

    private static Programme programme(int flavour, long block) {
        Instant start = Instant.ofEpochSecond(block * BLOCK_SECONDS);
        int ofDay = (int) Math.floorMod(block, (long) BLOCKS_A_DAY);
        String time = (ofDay < 20 ? "0" : "") + ofDay / 2 + (ofDay % 2 == 0 ? ":00" : ":30");
        GeneratedShows.Show show = GeneratedShows.at(ofDay / 2, flavour, block);
        return new Programme(
                id(flavour, block),
                start,
                start.plusSeconds(BLOCK_SECONDS),
                show.title().replace("%s", time),
                show.description().replace("%s", time),
                "en");
    }

    private static long id(int flavour, long block) {
        long ofChannel = (flavour ^ (flavour >>> CHANNEL_BITS)) & ((1 << CHANNEL_BITS) - 1);
        return Math.max(1, (Math.floorMod(block, BLOCKS_APART) << CHANNEL_BITS) | ofChannel);
    }

    private static long block(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), BLOCK_SECONDS);
    }

    /** The last block that begins before a moment. */
    private static long blockBefore(Instant moment) {
        return block(moment.minusNanos(1));
    }
}
