package io.sintonia.curation;

import static io.sintonia.schema.Tables.CHANNEL;
import static io.sintonia.schema.Tables.MATCH_PROPOSAL;

import io.sintonia.storage.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the matcher proposes to the owner: channels that may be one. Blocks; any thread. */
public final class Proposals {
    private final Database database;

    public Proposals(Database database) {
        this.database = database;
    }

    /**
     * Two channels that may be one.
     *
     * @param channelName of the one that would stay; empty if it is gone
     * @param score 0 to 100, how sure the matcher is
     * @param state {@code proposed}, {@code applied} or {@code rejected}
     */
    public record Proposal(
            long id,
            long channelId,
            String channelName,
            long otherId,
            String otherName,
            int score,
            List<String> reasons,
            String state,
            Instant made,
            Optional<Instant> decided) {
        public Proposal {
            reasons = List.copyOf(reasons);
        }
    }

    /** Some of the proposals in a state, and how many there are. */
    public record Found(List<Proposal> proposals, long total) {
        public Found {
            proposals = List.copyOf(proposals);
        }
    }

    /** Whether there is such a proposal, decided or not. */
    public boolean isKnown(long id) {
        return database.read(sql -> sql.fetchExists(MATCH_PROPOSAL, MATCH_PROPOSAL.ID.eq(id)));
    }

    /** Those in a state, the surest first. */
    public Found in(String state, long offset, int most) {
        var other = CHANNEL.as("other");
        return database.read(sql -> new Found(
                sql.select(MATCH_PROPOSAL.fields())
                        .select(CHANNEL.NAME, other.NAME)
                        .from(MATCH_PROPOSAL)
                        .leftJoin(CHANNEL)
                        .on(CHANNEL.ID.eq(MATCH_PROPOSAL.CHANNEL_ID))
                        .leftJoin(other)
                        .on(other.ID.eq(MATCH_PROPOSAL.OTHER_ID))
                        .where(MATCH_PROPOSAL.STATE.eq(state))
                        .orderBy(MATCH_PROPOSAL.SCORE.desc(), MATCH_PROPOSAL.ID)
                        .limit(most)
                        .offset(offset)
                        .fetch(row -> new Proposal(
                                row.get(MATCH_PROPOSAL.ID),
                                row.get(MATCH_PROPOSAL.CHANNEL_ID),
                                Optional.ofNullable(row.get(CHANNEL.NAME)).orElse(""),
                                row.get(MATCH_PROPOSAL.OTHER_ID),
                                Optional.ofNullable(row.get(other.NAME)).orElse(""),
                                row.get(MATCH_PROPOSAL.SCORE).intValue(),
                                Stream.of(row.get(MATCH_PROPOSAL.REASONS).split("; "))
                                        .filter(reason -> !reason.isEmpty())
                                        .toList(),
                                row.get(MATCH_PROPOSAL.STATE),
                                Instant.ofEpochMilli(row.get(MATCH_PROPOSAL.MADE_AT)),
                                Optional.ofNullable(row.get(MATCH_PROPOSAL.DECIDED_AT))
                                        .map(Instant::ofEpochMilli))),
                sql.fetchCount(MATCH_PROPOSAL, MATCH_PROPOSAL.STATE.eq(state))));
    }
}
