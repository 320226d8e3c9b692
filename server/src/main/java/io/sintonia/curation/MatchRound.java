package io.sintonia.curation;

import static io.sintonia.schema.Tables.CATEGORY;
import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.MATCH_PROPOSAL;
import static io.sintonia.schema.Tables.STREAM_SOURCE;

import io.sintonia.curation.CurationSettings.Merge;
import io.sintonia.curation.matching.ChannelMatcher;
import io.sintonia.curation.matching.Couple;
import io.sintonia.curation.matching.Decided;
import io.sintonia.curation.matching.MatchPlan;
import io.sintonia.curation.matching.Offered;
import io.sintonia.curation.matching.Pairing;
import io.sintonia.names.Country;
import io.sintonia.storage.IdSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks through all channels for those of different sources that are one. Reading is apart from writing. */
final class MatchRound {
    private static final Logger LOG = LoggerFactory.getLogger(MatchRound.class);
    private static final int ROWS_AT_ONCE = 1000;
    /** What a channel costs while it is compared, by measurement; a quarter of the heap may go to it. */
    private static final long BYTES_EACH = 2_500;

    private static final int MOST_PROPOSALS = 10_000;

    private final CurationSettings settings;

    MatchRound(CurationSettings settings) {
        this.settings = settings;
    }

    /** What is to be done; nothing where all channels are of one source, or there are too many for the memory. */
    MatchPlan plan(DSLContext sql) {
        MatchPlan nothing = new MatchPlan(List.of(), List.of());
        if (settings.merge() == Merge.OFF) {
            return nothing;
        }
        int sources = sql.fetchCount(sql.selectDistinct(STREAM_SOURCE.SOURCE_ID)
                .from(STREAM_SOURCE)
                .where(STREAM_SOURCE.MISSING_SINCE.isNull()));
        int channels = sql.fetchCount(CHANNEL, CHANNEL.MISSING_SINCE.isNull());
        long most = Runtime.getRuntime().maxMemory() / 4 / BYTES_EACH;
        if (sources < 2) {
            return nothing;
        }
        if (channels > most) {
            LOG.info(
                    "{} channels are not compared with each other: the heap allows for {}; JAVA_OPTS=-Xmx… gives more",
                    channels,
                    most);
            return nothing;
        }
        return ChannelMatcher.plan(offered(sql), decided(sql));
    }

    private static List<Offered> offered(DSLContext sql) {
        Map<Long, String> countries = new HashMap<>();
        sql.select(CATEGORY.ID, CATEGORY.NAME)
                .from(CATEGORY)
                .where(CATEGORY.KIND.eq("live"))
                .forEach(row -> countries.put(row.value1(), Country.hint(row.value2())));
        Map<Long, String> ofSources = new HashMap<>();
        RuleBook.sourceNames(sql).forEach((id, name) -> ofSources.put(id, Country.hint(name)));
        List<Offered> offered = new ArrayList<>();
        try (var rows = sql.select(
                        CHANNEL.ID, STREAM_SOURCE.SOURCE_ID, CHANNEL.NAME, CHANNEL.GUIDE_ID, CHANNEL.CATEGORY_ID)
                .from(STREAM_SOURCE)
                .join(CHANNEL)
                .on(CHANNEL.ID.eq(STREAM_SOURCE.CHANNEL_ID))
                .where(CHANNEL.MISSING_SINCE.isNull())
                .fetchSize(ROWS_AT_ONCE)
                .fetchLazy()) {
            rows.forEach(row -> {
                String country = countries.getOrDefault(row.value5(), "");
                offered.add(new Offered(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        country.isEmpty() ? ofSources.getOrDefault(row.value2(), "") : country));
            });
        }
        return offered;
    }

    private static Decided decided(DSLContext sql) {
        Map<Long, Long> merged = sql.select(CHANNEL.ID, CHANNEL.MERGED_INTO)
                .from(CHANNEL)
                .where(CHANNEL.MERGED_INTO.isNotNull())
                .fetchMap(CHANNEL.ID, CHANNEL.MERGED_INTO);
        Set<Couple> rejected = new HashSet<>();
        sql.select(MATCH_PROPOSAL.CHANNEL_ID, MATCH_PROPOSAL.OTHER_ID)
                .from(MATCH_PROPOSAL)
                .where(MATCH_PROPOSAL.STATE.eq("rejected"))
                .forEach(row -> rejected.add(new Couple(row.value1(), row.value2())));
        return new Decided(merged, rejected);
    }

    /** Applies a plan; answers how many channels were made one. Within the caller's transaction. */
    int apply(DSLContext sql, Instant now, MatchPlan plan) {
        List<Pairing> proposals = new ArrayList<>(plan.proposals());
        List<Pairing> merges = List.of();
        if (settings.merge() == Merge.AUTOMATIC) {
            merges = plan.merges().stream().filter(pair -> isOpen(sql, pair)).toList();
        } else {
            proposals.addAll(plan.merges());
        }
        if (!merges.isEmpty()) {
            Journal journal = Journal.begin(
                    sql,
                    now,
                    "matcher",
                    "merge",
                    merges.size() == 1
                            ? "1 channel is another source's, too"
                            : merges.size() + " channels are other sources', too");
            for (Pairing pair : merges) {
                Merging.merge(sql, journal, pair.newer(), pair.older());
                Merging.settle(
                        sql,
                        journal,
                        now,
                        new Merging.Pair(pair.older(), pair.newer()),
                        "applied",
                        pair.reasons(),
                        pair.score());
            }
            LOG.info("{} channels of different sources are one now", merges.size());
        }
        propose(sql, now, proposals.subList(0, Math.min(proposals.size(), MOST_PROPOSALS)));
        return merges.size();
    }

    /** It was planned outside of the transaction: both must still stand for themselves. */
    private static boolean isOpen(DSLContext sql, Pairing pair) {
        return sql.fetchCount(CHANNEL, CHANNEL.ID.in(pair.older(), pair.newer()).and(CHANNEL.MERGED_INTO.isNull()))
                == 2;
    }

    /** The open proposals are exactly these; what was decided stays decided. */
    private static void propose(DSLContext sql, Instant now, List<Pairing> proposals) {
        Set<Couple> known = new HashSet<>();
        Map<Couple, Long> open = new HashMap<>();
        sql.selectFrom(MATCH_PROPOSAL).forEach(row -> {
            Couple couple = new Couple(row.getChannelId(), row.getOtherId());
            known.add(couple);
            if (row.getState().equals("proposed")) {
                open.put(couple, row.getId());
            }
        });
        for (Pairing pair : proposals) {
            Couple couple = new Couple(pair.older(), pair.newer());
            open.remove(couple);
            if (known.add(couple)) {
                String reasons = String.join("; ", pair.reasons());
                sql.insertInto(MATCH_PROPOSAL)
                        .set(MATCH_PROPOSAL.ID, IdSpace.MATCH_PROPOSAL.take(sql))
                        .set(MATCH_PROPOSAL.CHANNEL_ID, pair.older())
                        .set(MATCH_PROPOSAL.OTHER_ID, pair.newer())
                        .set(MATCH_PROPOSAL.SCORE, (long) pair.score())
                        .set(MATCH_PROPOSAL.REASONS, reasons.substring(0, Math.min(reasons.length(), 2000)))
                        .set(MATCH_PROPOSAL.STATE, "proposed")
                        .set(MATCH_PROPOSAL.MADE_AT, now.toEpochMilli())
                        .execute();
            }
        }
        for (long id : open.values()) {
            sql.deleteFrom(MATCH_PROPOSAL).where(MATCH_PROPOSAL.ID.eq(id)).execute();
        }
    }
}
