package io.sintonia.curation;

import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.MATCH_PROPOSAL;

import io.sintonia.curation.EditOutcome.Problem;
import io.sintonia.schema.tables.records.ChannelRecord;
import io.sintonia.schema.tables.records.MatchProposalRecord;
import io.sintonia.storage.IdSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/**
 * Channels that are one. The one that is merged keeps its row and its entries, which refreshes go on to change; it is only
 * shown as part of the other, and its id leads there. Within the caller's transaction.
 */
public final class Merging {
    private static final int MOST_AT_ONCE = 1_000;

    private Merging() {}

    /** What the owner says to a proposal. */
    public enum Decision {
        /** They are one. */
        MERGE,
        /** They are not, and it is not proposed again. */
        REJECT
    }

    static EditOutcome byHand(DSLContext sql, Instant now, String actor, long into, List<Long> others) {
        List<Problem> problems = new ArrayList<>();
        if (others.isEmpty() || others.size() > MOST_AT_ONCE) {
            problems.add(new Problem("channels", "expected between 1 and " + MOST_AT_ONCE + " channels"));
            return new EditOutcome.Refused(problems);
        }
        Map<Long, ChannelRecord> known = new HashMap<>();
        Set<Long> ids = new LinkedHashSet<>(others);
        ids.add(into);
        sql.selectFrom(CHANNEL).where(CHANNEL.ID.in(ids)).forEach(row -> known.put(row.getId(), row));
        for (long id : ids) {
            if (!known.containsKey(id)) {
                problems.add(new Problem("id", "there is no channel " + id));
            }
        }
        if (!problems.isEmpty()) {
            return new EditOutcome.Refused(problems);
        }
        ChannelRecord target = known.get(into);
        long top = target == null || target.getMergedInto() == null ? into : target.getMergedInto();
        Set<Long> due = new LinkedHashSet<>(others);
        due.remove(top);
        due.removeIf(id -> {
            ChannelRecord row = known.get(id);
            return row != null && row.getMergedInto() != null && row.getMergedInto() == top;
        });
        if (due.isEmpty()) {
            return new EditOutcome.Nothing();
        }
        String name = target == null ? "" : target.getName();
        Journal journal = Journal.begin(
                sql,
                now,
                actor,
                "merge",
                due.size() == 1
                        ? "1 channel merged into '" + name + "'"
                        : due.size() + " channels merged into '" + name + "'");
        for (long id : due) {
            merge(sql, journal, id, top);
            settle(sql, journal, now, new Pair(top, id), "applied", List.of("by hand"), 100);
        }
        return new EditOutcome.Done(journal.editId(), due.size());
    }

    /** Two channels, the one that stays first. */
    record Pair(long channelId, long otherId) {}

    /** Points {@code id}, and whatever was merged into it, to {@code into}. */
    static void merge(DSLContext sql, Journal journal, long id, long into) {
        List<Long> all = new ArrayList<>(sql.select(CHANNEL.ID)
                .from(CHANNEL)
                .where(CHANNEL.MERGED_INTO.eq(id))
                .fetch(CHANNEL.ID));
        all.add(id);
        for (long each : all) {
            journal.keep(Kept.CHANNEL, each, CHANNEL.MERGED_INTO);
            sql.update(CHANNEL)
                    .set(CHANNEL.MERGED_INTO, into)
                    .where(CHANNEL.ID.eq(each))
                    .execute();
        }
    }

    static EditOutcome split(DSLContext sql, Instant now, String actor, long channelId) {
        Optional<ChannelRecord> found =
                sql.selectFrom(CHANNEL).where(CHANNEL.ID.eq(channelId)).fetchOptional();
        if (found.isEmpty()) {
            return new EditOutcome.Refused(List.of(new Problem("id", "there is no channel " + channelId)));
        }
        Long into = found.get().getMergedInto();
        if (into == null) {
            return new EditOutcome.Nothing();
        }
        Journal journal = Journal.begin(
                sql, now, actor, "split", "'" + found.get().getName() + "' is a channel of its own again");
        journal.keep(Kept.CHANNEL, channelId, CHANNEL.MERGED_INTO);
        sql.update(CHANNEL)
                .setNull(CHANNEL.MERGED_INTO)
                .where(CHANNEL.ID.eq(channelId))
                .execute();
        settle(sql, journal, now, new Pair(into, channelId), "rejected", List.of("split by hand"), 0);
        return new EditOutcome.Done(journal.editId(), 1);
    }

    static EditOutcome decide(DSLContext sql, Instant now, String actor, long proposalId, Decision decision) {
        Optional<MatchProposalRecord> found = sql.selectFrom(MATCH_PROPOSAL)
                .where(MATCH_PROPOSAL.ID.eq(proposalId))
                .fetchOptional();
        if (found.isEmpty()) {
            return new EditOutcome.Refused(List.of(new Problem("id", "there is no proposal " + proposalId)));
        }
        MatchProposalRecord proposal = found.get();
        if (!proposal.getState().equals("proposed")) {
            return new EditOutcome.Nothing();
        }
        boolean merges = decision == Decision.MERGE;
        Journal journal = Journal.begin(
                sql,
                now,
                actor,
                merges ? "merge" : "split",
                merges ? "a proposal of the matcher accepted" : "a proposal of the matcher rejected");
        if (merges) {
            long top = top(sql, proposal.getChannelId());
            merge(sql, journal, proposal.getOtherId(), top);
        }
        journal.keep(Kept.MATCH_PROPOSAL, proposalId, MATCH_PROPOSAL.STATE, MATCH_PROPOSAL.DECIDED_AT);
        sql.update(MATCH_PROPOSAL)
                .set(MATCH_PROPOSAL.STATE, merges ? "applied" : "rejected")
                .set(MATCH_PROPOSAL.DECIDED_AT, now.toEpochMilli())
                .where(MATCH_PROPOSAL.ID.eq(proposalId))
                .execute();
        return new EditOutcome.Done(journal.editId(), 1);
    }

    /** The channel in which another one is shown. */
    private static long top(DSLContext sql, long id) {
        return sql.select(CHANNEL.MERGED_INTO)
                .from(CHANNEL)
                .where(CHANNEL.ID.eq(id))
                .fetchOptional(CHANNEL.MERGED_INTO)
                .orElse(id);
    }

    /** Notes what was decided of two channels, so that the matcher knows. */
    static void settle(
            DSLContext sql, Journal journal, Instant now, Pair pair, String state, List<String> reasons, int score) {
        String all = String.join("; ", reasons);
        String text = all.length() <= 2000 ? all : all.substring(0, 2000);
        Optional<Long> known = sql.select(MATCH_PROPOSAL.ID)
                .from(MATCH_PROPOSAL)
                .where(MATCH_PROPOSAL.CHANNEL_ID.eq(pair.channelId()))
                .and(MATCH_PROPOSAL.OTHER_ID.eq(pair.otherId()))
                .fetchOptional(MATCH_PROPOSAL.ID);
        if (known.isPresent()) {
            journal.keep(Kept.MATCH_PROPOSAL, known.get());
            sql.update(MATCH_PROPOSAL)
                    .set(MATCH_PROPOSAL.SCORE, (long) score)
                    .set(MATCH_PROPOSAL.REASONS, text)
                    .set(MATCH_PROPOSAL.STATE, state)
                    .set(MATCH_PROPOSAL.DECIDED_AT, now.toEpochMilli())
                    .where(MATCH_PROPOSAL.ID.eq(known.get()))
                    .execute();
            return;
        }
        long id = IdSpace.MATCH_PROPOSAL.take(sql);
        journal.made(Kept.MATCH_PROPOSAL, id);
        sql.insertInto(MATCH_PROPOSAL)
                .set(MATCH_PROPOSAL.ID, id)
                .set(MATCH_PROPOSAL.CHANNEL_ID, pair.channelId())
                .set(MATCH_PROPOSAL.OTHER_ID, pair.otherId())
                .set(MATCH_PROPOSAL.SCORE, (long) score)
                .set(MATCH_PROPOSAL.REASONS, text)
                .set(MATCH_PROPOSAL.STATE, state)
                .set(MATCH_PROPOSAL.MADE_AT, now.toEpochMilli())
                .set(MATCH_PROPOSAL.DECIDED_AT, now.toEpochMilli())
                .execute();
    }
}
