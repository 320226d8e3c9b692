package io.sintonia.guide;

import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.GUIDE;
import static io.sintonia.schema.Tables.GUIDE_CHOICE;
import static io.sintonia.schema.Tables.GUIDE_MATCH;

import io.sintonia.catalogue.Catalogue;
import io.sintonia.catalogue.Channel;
import io.sintonia.guide.matching.GuideChannel;
import io.sintonia.guide.matching.GuideMatch;
import io.sintonia.guide.matching.GuideMatcher;
import io.sintonia.guide.matching.Listed;
import io.sintonia.names.Country;
import io.sintonia.names.Match;
import io.sintonia.names.Named;
import io.sintonia.names.Purpose;
import io.sintonia.storage.Database;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.DSLContext;

/**
 * Matches the shown channels with those of all guides, and stores what has changed. Only channels that are new or called otherwise are
 * matched again while the guides stay the same. Blocks; one thread at a time for {@link #run}, any for {@link #wanted}.
 */
final class GuideMatching {
    private static final int ROWS_AT_ONCE = 500;

    private final Database database;
    private final Catalogue catalogue;
    private final GuideSources guides;
    private final GuideBlocks blocks;
    /** What was matched last: channels by what decided, and the guides' generations. */
    private final Map<Long, Integer> matched = new HashMap<>();

    private String matchedWith = "";

    GuideMatching(Database database, Catalogue catalogue, GuideSources guides, GuideBlocks blocks) {
        this.database = database;
        this.catalogue = catalogue;
        this.guides = guides;
        this.blocks = blocks;
    }

    private record Row(long guideId, String guideChannel, ChannelMatches.State state, int score, String reasons) {}

    /** A guide with its channels; its place in the order of preference is its source number. */
    private record Offered(GuideSource guide, List<GuideChannel> channels) {}

    /**
     * Which channels of a guide that is being read should have their programmes kept: those that fit a shown channel for certain
     * or likely, and those that were matched or chosen before.
     */
    BitSet wanted(GuideSource guide, List<ChannelRoll.Entry> entries) {
        Set<String> ids = new HashSet<>(database.read(sql -> known(sql, guide)));
        List<GuideChannel> channels = entries.stream()
                .map(entry -> new GuideChannel(entry.id(), entry.names(), 0, ""))
                .toList();
        var matcher = new GuideMatcher(channels);
        catalogue
                .current()
                .channels()
                .forEach(channel -> candidates(matcher.match(listed(channel)))
                        .forEach(candidate ->
                                ids.add(ChosenGuides.key(candidate.channel().id()))));
        BitSet wanted = new BitSet();
        for (int number = 0; number < entries.size(); number++) {
            wanted.set(number, ids.contains(ChosenGuides.key(entries.get(number).id())));
        }
        return wanted;
    }

    private static Set<String> known(DSLContext sql, GuideSource guide) {
        Set<String> ids = new HashSet<>();
        sql.selectDistinct(GUIDE_MATCH.GUIDE_CHANNEL)
                .from(GUIDE_MATCH)
                .where(GUIDE_MATCH.GUIDE_ID.eq(guide.id()))
                .forEach(row -> ids.add(ChosenGuides.key(row.value1())));
        // of any guide: others that have the same id fill the gaps
        sql.selectDistinct(GUIDE_CHOICE.GUIDE_CHANNEL)
                .from(GUIDE_CHOICE)
                .where(GUIDE_CHOICE.GUIDE_CHANNEL.ne(""))
                .forEach(row -> ids.add(ChosenGuides.key(row.value1())));
        return ids;
    }

    private static List<GuideMatch.Candidate> candidates(GuideMatch match) {
        return switch (match) {
            case GuideMatch.Matched(long _, GuideMatch.Candidate guide) -> List.of(guide);
            case GuideMatch.Proposed(long _, List<GuideMatch.Candidate> some) -> some;
            case GuideMatch.None _ -> List.of();
        };
    }

    private static Listed listed(Channel channel) {
        return new Listed(
                channel.id(),
                channel.name(),
                channel.guideId(),
                "",
                Country.hint(channel.category().name()));
    }

    /**
     * Matches what is due.
     *
     * @return how many channels have another match now
     */
    int run() {
        List<GuideSource> all = guides.all();
        String with = all.stream()
                .map(guide -> guide.id() + ":" + guide.standing().generation() + ":" + guide.priority())
                .toList()
                .toString();
        if (!with.equals(matchedWith)) {
            matched.clear();
        }
        Map<Long, Integer> seen = new HashMap<>();
        List<Listed> due = new ArrayList<>();
        catalogue.current().channels().forEach(channel -> {
            Listed listed = listed(channel);
            int hash = Objects.hash(listed.name(), listed.guideId(), listed.country());
            seen.put(listed.id(), hash);
            if (!Objects.equals(matched.get(listed.id()), hash)) {
                due.add(listed);
            }
        });
        int changed = due.isEmpty() ? 0 : store(due, found(due, offered(all)));
        matched.clear();
        matched.putAll(seen);
        matchedWith = with;
        return changed;
    }

    private List<Offered> offered(List<GuideSource> all) {
        List<Offered> offered = new ArrayList<>();
        for (GuideSource guide : all) {
            int source = offered.size();
            offered.add(new Offered(
                    guide,
                    blocks.channels(guide.id(), guide.standing().generation()).stream()
                            .map(channel -> new GuideChannel(channel.id(), channel.names(), source, ""))
                            .toList()));
        }
        return offered;
    }

    /** All guides decide together, so that two of one name in two guides are a question; then each adds what it has of the same. */
    private static Map<Long, List<Row>> found(List<Listed> due, List<Offered> offered) {
        List<GuideMatch> decided = new GuideMatcher(offered.stream()
                        .flatMap(each -> each.channels().stream())
                        .toList())
                .match(due);
        Map<Long, Map<Integer, GuideMatch.Candidate>> applied = new HashMap<>();
        Map<Long, List<Row>> rows = new HashMap<>();
        for (GuideMatch match : decided) {
            switch (match) {
                case GuideMatch.Matched(long id, GuideMatch.Candidate guide) ->
                    applied.computeIfAbsent(id, any -> new TreeMap<>())
                            .put(guide.channel().source(), guide);
                case GuideMatch.Proposed(long id, List<GuideMatch.Candidate> some) ->
                    rows.put(
                            id,
                            some.stream()
                                    .map(each -> row(each, offered, ChannelMatches.State.PROPOSED))
                                    .toList());
                case GuideMatch.None _ -> {}
            }
        }
        if (offered.size() > 1) {
            for (Offered guide : offered) {
                fill(applied, due, guide.channels());
            }
        }
        applied.forEach((id, byGuide) -> rows.put(
                id,
                byGuide.values().stream()
                        .map(each -> row(each, offered, ChannelMatches.State.APPLIED))
                        .toList()));
        return rows;
    }

    private static void fill(
            Map<Long, Map<Integer, GuideMatch.Candidate>> applied, List<Listed> due, List<GuideChannel> channels) {
        var matcher = new GuideMatcher(channels);
        for (Listed listed : due) {
            Map<Integer, GuideMatch.Candidate> known = applied.get(listed.id());
            if (known != null && matcher.match(listed) instanceof GuideMatch.Matched(long _, var other)) {
                GuideMatch.Candidate decisive = known.values().iterator().next();
                if (!known.containsKey(other.channel().source()) && isSame(decisive.channel(), other.channel())) {
                    known.put(other.channel().source(), other);
                }
            }
        }
    }

    private static boolean isSame(GuideChannel one, GuideChannel other) {
        return ChosenGuides.key(one.id()).equals(ChosenGuides.key(other.id()))
                || Match.compare(named(one), named(other), Purpose.GUIDE).isAutomatic();
    }

    private static Named named(GuideChannel channel) {
        return Named.of(List.of(channel.id()), channel.displayNames(), channel.country());
    }

    private static Row row(GuideMatch.Candidate candidate, List<Offered> offered, ChannelMatches.State state) {
        return new Row(
                offered.get(candidate.channel().source()).guide().id(),
                candidate.channel().id(),
                state,
                candidate.score(),
                TextList.of(candidate.reasons()));
    }

    private int store(List<Listed> due, Map<Long, List<Row>> found) {
        int changed = 0;
        for (int from = 0; from < due.size(); from += ROWS_AT_ONCE) {
            List<Listed> some = due.subList(from, Math.min(due.size(), from + ROWS_AT_ONCE));
            List<Long> ids = some.stream().map(Listed::id).toList();
            Map<Long, List<Row>> stored = database.read(sql -> stored(sql, ids));
            List<Long> others = ids.stream()
                    .filter(id -> !stored.getOrDefault(id, List.of()).equals(found.getOrDefault(id, List.of())))
                    .toList();
            if (!others.isEmpty()) {
                database.write(sql -> replace(sql, others, found));
                changed += others.size();
            }
        }
        return changed;
    }

    private static Map<Long, List<Row>> stored(DSLContext sql, List<Long> ids) {
        Map<Long, List<Row>> stored = new HashMap<>();
        sql.selectFrom(GUIDE_MATCH)
                .where(GUIDE_MATCH.CHANNEL_ID.in(ids))
                .orderBy(GUIDE_MATCH.CHANNEL_ID, GUIDE_MATCH.POSITION)
                .forEach(row -> stored.computeIfAbsent(row.getChannelId(), any -> new ArrayList<>(1))
                        .add(new Row(
                                row.getGuideId(),
                                row.getGuideChannel(),
                                ChannelMatches.State.of(row.getState()).orElseThrow(),
                                Math.toIntExact(row.getScore()),
                                row.getReasons())));
        return stored;
    }

    /** Channels and guides that were removed meanwhile are passed over. */
    private static int replace(DSLContext sql, List<Long> ids, Map<Long, List<Row>> found) {
        sql.deleteFrom(GUIDE_MATCH).where(GUIDE_MATCH.CHANNEL_ID.in(ids)).execute();
        Set<Long> channels = new HashSet<>(
                sql.select(CHANNEL.ID).from(CHANNEL).where(CHANNEL.ID.in(ids)).fetch(CHANNEL.ID));
        Set<Long> guides = new HashSet<>(sql.select(GUIDE.ID).from(GUIDE).fetch(GUIDE.ID));
        List<Object[]> rows = new ArrayList<>();
        for (long id : ids) {
            long position = 0;
            for (Row row : channels.contains(id) ? found.getOrDefault(id, List.of()) : List.<Row>of()) {
                if (guides.contains(row.guideId())) {
                    rows.add(new Object[] {
                        id,
                        position++,
                        row.guideId(),
                        row.guideChannel(),
                        row.state().word(),
                        (long) row.score(),
                        row.reasons()
                    });
                }
            }
        }
        if (!rows.isEmpty()) {
            sql.batch(sql.insertInto(
                                    GUIDE_MATCH,
                                    GUIDE_MATCH.CHANNEL_ID,
                                    GUIDE_MATCH.POSITION,
                                    GUIDE_MATCH.GUIDE_ID,
                                    GUIDE_MATCH.GUIDE_CHANNEL,
                                    GUIDE_MATCH.STATE,
                                    GUIDE_MATCH.SCORE,
                                    GUIDE_MATCH.REASONS)
                            .values((Long) null, null, null, null, null, null, null))
                    .bind(rows.toArray(Object[][]::new))
                    .execute();
        }
        return rows.size();
    }
}
