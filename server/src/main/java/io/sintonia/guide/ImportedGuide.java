package io.sintonia.guide;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sintonia.catalogue.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The guide of the house: what was read from guides, and for channels without any, what is made up for them.
 *
 * <p>A channel's programmes are read from the tables at once, put in order at once, and kept for a while within a bound of memory, so
 * whoever asks for a part of them, in whichever form, gets parts of the same. After a change the next question reads them anew.
 */
final class ImportedGuide implements Guide {
    private static final int MOST_KEPT_BYTES = 16 << 20;
    private static final int BYTES_A_PROGRAMME = 160;
    private static final String NO_ID = "";

    private final GuideBlocks blocks;
    private final Guide otherwise;
    private final Cache<List<GuidePlan.Link>, List<Programme>> kept = Caffeine.newBuilder()
            .maximumWeight(MOST_KEPT_BYTES)
            .weigher((List<GuidePlan.Link> links, List<Programme> programmes) -> weight(programmes))
            .build();
    private volatile GuidePlan plan = GuidePlan.EMPTY;

    /** {@code otherwise} is asked for channels that no guide knows. */
    ImportedGuide(GuideBlocks blocks, Guide otherwise) {
        this.blocks = blocks;
        this.otherwise = otherwise;
    }

    /** From now on this holds. */
    void follow(GuidePlan next) {
        plan = next;
    }

    @Override
    public String version() {
        return plan.version();
    }

    @Override
    public Optional<String> guideIdOf(Channel channel) {
        GuidePlan now = plan;
        Optional<GuidePlan.Shown> shown = now.shown(channel);
        if (shown.isPresent()) {
            return Optional.of(shown.get().id());
        }
        return now.isWithout(channel) ? Optional.of(NO_ID) : otherwise.guideIdOf(channel);
    }

    @Override
    public List<Programme> programmes(Channel channel, Instant from, Instant to) {
        GuidePlan now = plan;
        Optional<GuidePlan.Shown> shown = now.shown(channel);
        if (shown.isPresent()) {
            return overlapping(all(now, channel, shown.get()), from, to);
        }
        return now.isWithout(channel) ? List.of() : otherwise.programmes(channel, from, to);
    }

    private List<Programme> all(GuidePlan before, Channel channel, GuidePlan.Shown shown) {
        List<Programme> programmes = kept.get(shown.links(), this::read);
        GuidePlan now = plan;
        if (now == before) {
            return programmes;
        }
        // a guide was swapped meanwhile, and what was read may have been on its way out
        kept.invalidate(shown.links());
        return now.shown(channel)
                .map(next -> kept.get(next.links(), this::read))
                .orElse(List.of());
    }

    private List<Programme> read(List<GuidePlan.Link> links) {
        List<Airing> merged = List.of();
        for (GuidePlan.Link link : links) {
            List<Airing> airings = new ArrayList<>();
            for (Airing airing : blocks.airings(link.guideId(), link.generation(), link.number())) {
                airings.add(shifted(airing, link.shiftSeconds()));
            }
            merged = Timeline.filled(merged, Timeline.ordered(airings));
        }
        return merged.stream().map(ImportedGuide::programme).toList();
    }

    private static Airing shifted(Airing airing, long seconds) {
        return seconds == 0
                ? airing
                : airing.at(airing.start() + seconds, airing.stop() == 0 ? 0 : airing.stop() + seconds);
    }

    /** No two programmes of a channel begin together, so the start makes the id. */
    private static Programme programme(Airing airing) {
        return new Programme(
                1 + Math.floorMod(airing.start(), (long) Integer.MAX_VALUE),
                Instant.ofEpochSecond(airing.start()),
                Instant.ofEpochSecond(airing.stop()),
                airing.words().title(),
                airing.words().description(),
                airing.words().language(),
                airing.words().particulars());
    }

    private static List<Programme> overlapping(List<Programme> all, Instant from, Instant to) {
        int first = firstEndingAfter(all, from);
        int end = first;
        while (end < all.size() && all.get(end).start().isBefore(to)) {
            end++;
        }
        return all.subList(first, end);
    }

    /** Ends are in order, since no two overlap. */
    private static int firstEndingAfter(List<Programme> all, Instant moment) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).stop().isAfter(moment)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static int weight(List<Programme> programmes) {
        long weight = 200;
        for (Programme programme : programmes) {
            weight += BYTES_A_PROGRAMME
                    + 2L * (programme.title().length() + programme.description().length())
                    + programme.particulars().weight();
        }
        return (int) Math.min(MOST_KEPT_BYTES, weight);
    }
}
