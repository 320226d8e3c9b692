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
import io.sintonia.curation.Edit;
import io.sintonia.curation.Edits;
import io.sintonia.curation.UndoOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The journal: what was changed, by hand and by imports, and the way back. */
@Controller("/api/v1/edits")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class EditResource {
    private final Edits edits;

    EditResource(Edits edits) {
        this.edits = edits;
    }

    /** One entry of it. */
    @Serdeable
    record Shown(
            long id,
            Instant at,
            String actor,
            String kind,
            String summary,
            boolean undoable,
            @Nullable Instant undone) {
        static Shown of(Edit edit) {
            return new Shown(
                    edit.id(),
                    edit.at(),
                    edit.actor(),
                    edit.kind(),
                    edit.summary(),
                    edit.undoable() && edit.undone().isEmpty(),
                    edit.undone().orElse(null));
        }
    }

    /** The undoing, itself an edit. */
    @Serdeable
    record Undone(long edit) {}

    /** The journal, newest first. */
    @Get("{?page,size}")
    Page<Shown> list(@QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "50") int size) {
        int most = Math.clamp(size, 1, Page.LARGEST);
        int from = (int) Math.min((Math.max(page, 1) - 1L) * most, Integer.MAX_VALUE);
        return new Page<>(
                edits.journal(from, most).stream().map(Shown::of).toList(),
                Math.max(page, 1),
                most,
                edits.journalled());
    }

    /** Takes one back: all is as it was before it. */
    @Post("/{id}/undo")
    HttpResponse<?> undo(long id, Authentication actor) {
        return switch (edits.undo(actor.getName(), id)) {
            case UndoOutcome.Undone(long undoing) -> HttpResponse.ok(new Undone(undoing));
            case UndoOutcome.Unknown() -> Problem.answer(HttpStatus.NOT_FOUND, "there is no edit " + id);
            case UndoOutcome.Refused(String why) -> Problem.answer(HttpStatus.CONFLICT, why);
        };
    }
}
