package io.sintonia.guide;

import static io.sintonia.schema.Tables.GUIDE;
import static io.sintonia.schema.Tables.GUIDE_CHANNEL;
import static io.sintonia.schema.Tables.GUIDE_CHOICE;
import static io.sintonia.schema.Tables.GUIDE_MATCH;

import io.sintonia.storage.Database;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.DSLContext;

/** Makes a {@link GuidePlan} of what was matched and what the owner chose. Blocks. */
final class ChosenGuides {
    private final Database database;
    private final String start;
    private final AtomicLong plans = new AtomicLong();

    ChosenGuides(Database database, InstantSource clock) {
        this.database = database;
        start = Long.toString(clock.millis(), Character.MAX_RADIX);
    }

    /**
     * A plan with what it lacks.
     *
     * @param incomplete guides of which a channel is wanted whose programmes were passed over
     */
    record Made(GuidePlan plan, Set<Long> incomplete) {}

    /** A guide whose channels are looked up, by their ids in lower case. */
    private record Held(long id, String name, long generation, long shift, Map<String, Numbered> channels) {}

    private record Numbered(long number, String id, boolean kept) {}

    /** As of now. */
    Made make() {
        String version = start + "-" + Long.toString(plans.incrementAndGet(), Character.MAX_RADIX);
        return database.read(sql -> make(sql, version));
    }

    private static Made make(DSLContext sql, String version) {
        List<Held> guides = guides(sql);
        Map<Long, List<GuidePlan.Link>> links = new LinkedHashMap<>();
        Set<Long> incomplete = new HashSet<>();
        Map<Long, Held> byId = new HashMap<>();
        guides.forEach(guide -> byId.put(guide.id(), guide));
        sql.selectFrom(GUIDE_MATCH)
                .where(GUIDE_MATCH.STATE.eq(ChannelMatches.State.APPLIED.word()))
                .orderBy(GUIDE_MATCH.CHANNEL_ID, GUIDE_MATCH.POSITION)
                .forEach(row -> link(Optional.ofNullable(byId.get(row.getGuideId())), row.getGuideChannel(), incomplete)
                        .ifPresent(link -> links.computeIfAbsent(row.getChannelId(), any -> new ArrayList<>(1))
                                .add(link)));
        Set<Long> excluded = new HashSet<>();
        sql.selectFrom(GUIDE_CHOICE).forEach(row -> {
            links.remove(row.getChannelId());
            if (row.getState().equals(ChannelMatches.State.EXCLUDED.word())) {
                excluded.add(row.getChannelId());
            } else {
                List<GuidePlan.Link> chosen = chosen(guides, row.getGuideName(), row.getGuideChannel(), incomplete);
                if (!chosen.isEmpty()) {
                    links.put(row.getChannelId(), chosen);
                }
            }
        });
        return new Made(GuidePlan.of(version, links, excluded), incomplete);
    }

    private static List<Held> guides(DSLContext sql) {
        return sql.selectFrom(GUIDE)
                .where(GUIDE.GENERATION.gt(0L))
                .orderBy(GUIDE.PRIORITY, GUIDE.ID)
                .fetch()
                .map(row -> {
                    Map<String, Numbered> channels = new HashMap<>();
                    sql.select(GUIDE_CHANNEL.NUMBER, GUIDE_CHANNEL.ID, GUIDE_CHANNEL.KEPT)
                            .from(GUIDE_CHANNEL)
                            .where(GUIDE_CHANNEL
                                    .GUIDE_ID
                                    .eq(row.getId())
                                    .and(GUIDE_CHANNEL.GENERATION.eq(row.getGeneration())))
                            .orderBy(GUIDE_CHANNEL.NUMBER)
                            .forEach(channel ->
                                    put(channels, new Numbered(channel.value1(), channel.value2(), channel.value3())));
                    return new Held(row.getId(), row.getName(), row.getGeneration(), row.getShiftSeconds(), channels);
                });
    }

    /** By its very id, and by the id in lower case where that is free. */
    private static void put(Map<String, Numbered> channels, Numbered channel) {
        channels.put(channel.id(), channel);
        channels.putIfAbsent(key(channel.id()), channel);
    }

    static String key(String id) {
        return id.strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<GuidePlan.Link> link(Optional<Held> guide, String id, Set<Long> incomplete) {
        if (guide.isEmpty()) {
            return Optional.empty();
        }
        Held held = guide.get();
        Numbered exact = held.channels().get(id);
        Numbered channel = exact == null ? held.channels().get(key(id)) : exact;
        if (channel == null) {
            return Optional.empty();
        }
        if (!channel.kept()) {
            incomplete.add(held.id());
        }
        return Optional.of(
                new GuidePlan.Link(held.id(), held.generation(), channel.number(), channel.id(), held.shift()));
    }

    /** What was chosen first, then what other guides have under the same id. */
    private static List<GuidePlan.Link> chosen(List<Held> guides, String name, String id, Set<Long> incomplete) {
        List<GuidePlan.Link> links = new ArrayList<>(1);
        for (Held guide : guides) {
            Optional<GuidePlan.Link> link = link(Optional.of(guide), id, incomplete);
            if (link.isPresent()) {
                links.add(guide.name().equals(name) ? 0 : links.size(), link.get());
            }
        }
        return links;
    }
}
