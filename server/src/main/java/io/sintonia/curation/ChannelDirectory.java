package io.sintonia.curation;

import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.CHANNEL_OVERRIDE;
import static io.sintonia.schema.Tables.STREAM_SOURCE;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.CatalogueSnapshot;
import io.sintonia.catalogue.Channel;
import io.sintonia.curation.ChannelQuery.Direction;
import io.sintonia.curation.ChannelQuery.Scope;
import io.sintonia.curation.ChannelQuery.Sort;
import io.sintonia.curation.rules.Rule;
import io.sintonia.storage.Database;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Finds channels for their owner: those that players are shown in the snapshot in memory, all others in the database. Blocks;
 * any thread. A page costs its own rows and a search what it finds; a sort goes once through all.
 */
public final class ChannelDirectory {
    /** More of them are found sooner by going through all. */
    private static final int MOST_CANDIDATES = 2_000;

    private final Database database;
    private final Catalogue catalogue;
    private final SearchIndex index;

    ChannelDirectory(Database database, Catalogue catalogue, SearchIndex index) {
        this.database = database;
        this.catalogue = catalogue;
        this.index = index;
    }

    /** Some of the channels that were found, and how many were. */
    public record Found(List<CuratedChannel> channels, long total) {
        public Found {
            channels = List.copyOf(channels);
        }
    }

    /** What a channel is sorted by. */
    private record Place(long id, String text, double number) {}

    /** The {@code most} channels from {@code offset} on. */
    public Found find(ChannelQuery query, long offset, int most) {
        if (query.isPlain() && query.scope() == Scope.SHOWN && query.direction() == Direction.UP) {
            List<Channel> all = catalogue.current().channels();
            List<Channel> page =
                    all.subList((int) Math.min(offset, all.size()), (int) Math.min(offset + most, all.size()));
            return new Found(details(page.stream().map(Channel::id).toList()), all.size());
        }
        List<Long> ids = ids(query);
        List<Long> page = ids.subList((int) Math.min(offset, ids.size()), (int) Math.min(offset + most, ids.size()));
        return new Found(details(page), ids.size());
    }

    /** The ids of all that are found, in their order. */
    public List<Long> ids(ChannelQuery query) {
        List<Place> places = query.scope() == Scope.SHOWN ? shown(query) : all(query);
        switch (query.sort()) {
            case POSITION -> {
                // as they come
            }
            case NAME, CATEGORY -> places.sort(Comparator.comparing(Place::text));
            case NUMBER -> places.sort(Comparator.comparingDouble(Place::number));
        }
        if (query.direction() == Direction.DOWN) {
            Collections.reverse(places);
        }
        return places.stream().map(Place::id).toList();
    }

    /** One channel, whatever became of it. */
    public Optional<CuratedChannel> channel(long id) {
        return details(List.of(id)).stream().findFirst();
    }

    private List<Place> shown(ChannelQuery query) {
        SearchWords words = SearchWords.of(query.search());
        List<Place> found = new ArrayList<>();
        for (Channel channel : candidates(words)) {
            boolean inGroup = query.category().isEmpty()
                    || query.category().getAsLong() == channel.category().id();
            boolean ofSource = query.source().isEmpty()
                    || channel.sources().stream()
                            .anyMatch(source ->
                                    source.providerId() == query.source().getAsLong());
            if (inGroup && ofSource && isMeant(words, channel.id(), channel.name(), channel.number())) {
                found.add(place(
                        query.sort(),
                        channel.id(),
                        channel.name(),
                        channel.number(),
                        channel.category().name()));
            }
        }
        return found;
    }

    /** A few that the index found, in their order; else every channel that is shown. */
    private List<Channel> candidates(SearchWords words) {
        CatalogueSnapshot snapshot = catalogue.current();
        Optional<Condition> found = words.isNumber()
                ? Optional.empty() // it may be an id or a channel's number, which the index does not hold
                : index.matching(SearchIndex.Names.CHANNELS, CHANNEL.ID, words);
        if (found.isEmpty()) {
            return snapshot.channels();
        }
        List<Long> ids = database.read(sql -> sql.select(CHANNEL.ID)
                .from(CHANNEL)
                .where(found.get())
                .orderBy(CHANNEL.POSITION, CHANNEL.ID)
                .limit(MOST_CANDIDATES + 1)
                .fetch(CHANNEL.ID));
        return ids.size() > MOST_CANDIDATES
                ? snapshot.channels()
                : ids.stream().map(snapshot::channel).flatMap(Optional::stream).toList();
    }

    private List<Place> all(ChannelQuery query) {
        SearchWords words = SearchWords.of(query.search());
        return database.read(sql -> {
            LiveGroups groups = LiveGroups.read(sql);
            List<Rule> rules = RuleBook.enabled(sql);
            Map<Long, Map<String, String>> said = overrides(sql, DSL.noCondition());
            List<Place> found = new ArrayList<>();
            new SaidChannels(sql, groups).each(CHANNEL.MERGED_INTO.isNull().and(ofSource(query)), row -> {
                Standing now = Standing.of(row, rules, said.getOrDefault(row.id(), Map.of()), groups);
                boolean inGroup = query.category().isEmpty()
                        || now.group()
                                .filter(group -> group.id() == query.category().getAsLong())
                                .isPresent();
                if (inGroup && isMeant(words, row.id(), now.name(), now.number())) {
                    String group = now.group().map(LiveGroups.Place::title).orElse("");
                    found.add(place(query.sort(), row.id(), now.name(), now.number(), group));
                }
            });
            return found;
        });
    }

    private static Condition ofSource(ChannelQuery query) {
        if (query.source().isEmpty()) {
            return DSL.noCondition();
        }
        var member = CHANNEL.as("member");
        return CHANNEL.ID.in(DSL.select(DSL.coalesce(member.MERGED_INTO, member.ID))
                .from(STREAM_SOURCE)
                .join(member)
                .on(member.ID.eq(STREAM_SOURCE.CHANNEL_ID))
                .where(STREAM_SOURCE.SOURCE_ID.eq(query.source().getAsLong())));
    }

    private static boolean isMeant(SearchWords words, long id, String name, String number) {
        return words.isIn(name) || words.is(number) || words.is(Long.toString(id));
    }

    private static Place place(Sort sort, long id, String name, String number, String group) {
        return switch (sort) {
            case POSITION -> new Place(id, "", 0);
            case NAME -> new Place(id, SearchWords.folded(name), 0);
            case CATEGORY -> new Place(id, SearchWords.folded(group), 0);
            case NUMBER -> new Place(id, "", number(number));
        };
    }

    /** One without a number comes last. */
    private static double number(String text) {
        return text.matches("\\d{1,9}(\\.\\d{1,9})?") ? Double.parseDouble(text) : Double.MAX_VALUE;
    }

    static Map<Long, Map<String, String>> overrides(DSLContext sql, Condition which) {
        Map<Long, Map<String, String>> said = new HashMap<>();
        sql.selectFrom(CHANNEL_OVERRIDE)
                .where(which)
                .forEach(row -> said.computeIfAbsent(row.getChannelId(), _ -> new HashMap<>())
                        .put(row.getField(), row.getValueText()));
        return said;
    }

    private List<CuratedChannel> details(List<Long> ids) {
        return ids.isEmpty() ? List.of() : database.read(sql -> new ChannelDetails(sql).of(ids));
    }
}
