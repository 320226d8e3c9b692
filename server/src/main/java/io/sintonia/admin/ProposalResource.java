package io.sintonia.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.sintonia.curation.Edits;
import io.sintonia.curation.Merging.Decision;
import io.sintonia.curation.Proposals;
import io.sintonia.curation.Proposals.Proposal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Channels that may be one, for the owner to decide. */
@Controller("/api/v1/proposals")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class ProposalResource {
    private static final List<String> STATES = List.of("proposed", "applied", "rejected");

    private final Proposals proposals;
    private final Edits edits;

    ProposalResource(Proposals proposals, Edits edits) {
        this.proposals = proposals;
        this.edits = edits;
    }

    /** A channel by its name. */
    @Serdeable
    record Named(long id, String name) {}

    /**
     * A proposal.
     *
     * @param channel the one that would stay
     * @param score 0 to 100
     */
    @Serdeable
    record Shown(
            long id,
            Named channel,
            Named other,
            int score,
            List<String> reasons,
            String state,
            Instant made,
            @Nullable Instant decided) {
        static Shown of(Proposal proposal) {
            return new Shown(
                    proposal.id(),
                    new Named(proposal.channelId(), proposal.channelName()),
                    new Named(proposal.otherId(), proposal.otherName()),
                    proposal.score(),
                    proposal.reasons(),
                    proposal.state(),
                    proposal.made(),
                    proposal.decided().orElse(null));
        }
    }

    /** Those in a state (proposed, applied, rejected), the surest first. */
    @Get("{?state,page,size}")
    HttpResponse<?> list(
            @QueryValue(defaultValue = "proposed") String state,
            @QueryValue(defaultValue = "1") int page,
            @QueryValue(defaultValue = "50") int size) {
        if (!STATES.contains(state)) {
            return EditAnswers.wrong("state", "expected proposed, applied or rejected");
        }
        int most = Math.clamp(size, 1, Page.LARGEST);
        Proposals.Found found = proposals.in(state, (Math.max(page, 1) - 1L) * most, most);
        return HttpResponse.ok(
                new Page<>(found.proposals().stream().map(Shown::of).toList(), Math.max(page, 1), most, found.total()));
    }

    /** They are one: the other is shown as part of the channel from now on. */
    @Post("/{id}/accept")
    HttpResponse<?> accept(long id, Authentication actor) {
        return decide(id, Decision.MERGE, actor);
    }

    /** They are not, and it is not proposed again. */
    @Post("/{id}/reject")
    HttpResponse<?> reject(long id, Authentication actor) {
        return decide(id, Decision.REJECT, actor);
    }

    private HttpResponse<?> decide(long id, Decision decision, Authentication actor) {
        return proposals.isKnown(id)
                ? EditAnswers.of(edits.decide(actor.getName(), id, decision))
                : Problem.answer(HttpStatus.NOT_FOUND, "there is no proposal " + id);
    }
}
