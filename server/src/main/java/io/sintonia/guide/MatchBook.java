package io.sintonia.guide;

import static io.sintonia.schema.Tables.GUIDE;
import static io.sintonia.schema.Tables.GUIDE_CHANNEL;
import static io.sintonia.schema.Tables.GUIDE_CHOICE;
import static io.sintonia.schema.Tables.GUIDE_MATCH;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.CatalogueSnapshot;
import io.sintonia.catalogue.Channel;
import io.sintonia.storage.Database;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.impl.DSL;

/** What was matched, and what the owner says to it. A choice is remembered and never overwritten. Blocks; any thread. */
public final class MatchBook {
    private final Database database;
    private final Catalogue catalogue;
    private final Runnable afterChoice;
    private final InstantSource clock;

    /** {@code afterChoice} is called after each commit; from then on the choice holds. */
    MatchBook(Database database, Catalogue catalogue, Runnable afterChoice, InstantSource clock) {
        this.database = database;
        this.catalogue = catalogue;
        this.afterChoice = afterChoice;
        this.clock = clock;
    }

    /** What came of a choice. */
    public sealed interface Outcome {
        /** It holds. */
        record Done(ChannelMatches now) implements Outcome {}

        /** There is no such channel, guide or guide channel, or nothing to lock. */
        record Refused(String sentence) implements Outcome {}
    }

    /** All channels that have a match, a proposal or a choice, by id; those in one state, or all. */
    public List<ChannelMatches> list(Optional<ChannelMatches.State> state) {
        CatalogueSnapshot snapshot = catalogue.current();
        return database.read(MatchBook::rows).values().stream()
                .filter(matches -> state.isEmpty() || matches.state() == state.get())
                .map(matches -> named(matches, snapshot))
                .toList();
    }

    /** One channel's. */
    public Optional<ChannelMatches> find(long channelId) {
        return list(Optional.empty()).stream()
                .filter(matches -> matches.channelId() == channelId)
                .findFirst();
    }

    private static ChannelMatches named(ChannelMatches matches, CatalogueSnapshot snapshot) {
        String name = snapshot.channel(matches.channelId())
                .filter(channel -> channel.id() == matches.channelId())
                .map(Channel::name)
                .orElse("");
        return new ChannelMatches(matches.channelId(), name, matches.state(), matches.places());
    }

    private static Map<Long, ChannelMatches> rows(DSLContext sql) {
        Map<Long, String> guides = sql.select(GUIDE.ID, GUIDE.NAME).from(GUIDE).fetchMap(GUIDE.ID, GUIDE.NAME);
        Map<Long, ChannelMatches> all = new TreeMap<>();
        sql.selectFrom(GUIDE_MATCH)
                .orderBy(GUIDE_MATCH.CHANNEL_ID, GUIDE_MATCH.POSITION)
                .forEach(row -> {
                    ChannelMatches before = all.get(row.getChannelId());
                    List<ChannelMatches.Place> places = new ArrayList<>(before == null ? List.of() : before.places());
                    places.add(new ChannelMatches.Place(
                            guides.getOrDefault(row.getGuideId(), ""),
                            row.getGuideChannel(),
                            Math.toIntExact(row.getScore()),
                            TextList.read(row.getReasons())));
                    all.put(
                            row.getChannelId(),
                            new ChannelMatches(row.getChannelId(), "", state(row.getState()), places));
                });
        sql.selectFrom(GUIDE_CHOICE).forEach(row -> {
            ChannelMatches.State state = state(row.getState());
            List<ChannelMatches.Place> places = state == ChannelMatches.State.EXCLUDED
                    ? List.of()
                    : List.of(new ChannelMatches.Place(row.getGuideName(), row.getGuideChannel(), 0, List.of()));
            all.put(row.getChannelId(), new ChannelMatches(row.getChannelId(), "", state, places));
        });
        return all;
    }

    private static ChannelMatches.State state(String word) {
        return ChannelMatches.State.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** This channel is shown from that guide channel; {@code guide} is a guide's name, or empty for the preferred one that has it. */
    public Outcome choose(long channelId, String guide, String guideChannel) {
        Optional<Record2<String, String>> found = database.read(sql -> sql.select(GUIDE.NAME, GUIDE_CHANNEL.ID)
                .from(GUIDE)
                .join(GUIDE_CHANNEL)
                .on(GUIDE_CHANNEL.GUIDE_ID.eq(GUIDE.ID).and(GUIDE_CHANNEL.GENERATION.eq(GUIDE.GENERATION)))
                .where(GUIDE_CHANNEL.ID.eq(guideChannel))
                .and(guide.isEmpty() ? DSL.noCondition() : GUIDE.NAME.eq(guide))
                .orderBy(GUIDE.PRIORITY, GUIDE.ID)
                .limit(1)
                .fetchOptional());
        return found.isEmpty()
                ? new Outcome.Refused("no guide" + (guide.isEmpty() ? "" : " '" + guide + "'") + " has a channel '"
                        + guideChannel + "'")
                : keep(
                        channelId,
                        ChannelMatches.State.CHOSEN,
                        found.get().value1(),
                        found.get().value2());
    }

    /** This channel has no guide. */
    public Outcome exclude(long channelId) {
        return keep(channelId, ChannelMatches.State.EXCLUDED, "", "");
    }

    /** What this channel has now stays, whatever is found later. */
    public Outcome lock(long channelId) {
        Optional<ChannelMatches> now = find(channelId);
        if (now.isEmpty() || now.get().places().isEmpty() || now.get().state() == ChannelMatches.State.PROPOSED) {
            return new Outcome.Refused("channel " + channelId + " has no guide that could be locked");
        }
        ChannelMatches.Place place = now.get().places().getFirst();
        return keep(channelId, ChannelMatches.State.LOCKED, place.guide(), place.guideChannel());
    }

    private Outcome keep(long channelId, ChannelMatches.State state, String guide, String guideChannel) {
        if (catalogue
                .current()
                .channel(channelId)
                .filter(channel -> channel.id() == channelId)
                .isEmpty()) {
            return new Outcome.Refused("there is no channel " + channelId);
        }
        database.write(sql -> {
            sql.deleteFrom(GUIDE_CHOICE)
                    .where(GUIDE_CHOICE.CHANNEL_ID.eq(channelId))
                    .execute();
            return sql.insertInto(GUIDE_CHOICE)
                    .set(GUIDE_CHOICE.CHANNEL_ID, channelId)
                    .set(GUIDE_CHOICE.STATE, state.word())
                    .set(GUIDE_CHOICE.GUIDE_NAME, guide)
                    .set(GUIDE_CHOICE.GUIDE_CHANNEL, guideChannel)
                    .set(GUIDE_CHOICE.CHOSEN_AT, clock.millis())
                    .execute();
        });
        afterChoice.run();
        return new Outcome.Done(find(channelId).orElseThrow());
    }

    /** Forgets the owner's choice: what is found by itself holds again. False if there was none. */
    public boolean forget(long channelId) {
        boolean was = database.write(sql -> sql.deleteFrom(GUIDE_CHOICE)
                        .where(GUIDE_CHOICE.CHANNEL_ID.eq(channelId))
                        .execute())
                > 0;
        if (was) {
            afterChoice.run();
        }
        return was;
    }
}
