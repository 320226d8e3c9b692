package io.sintonia.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.serde.annotation.Serdeable;
import io.sintonia.curation.EditOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How edits by hand are answered: which one it is, to be undone, or what is wrong with it, field by field. */
final class EditAnswers {
    private EditAnswers() {}

    /**
     * An edit that was made.
     *
     * @param edit what to undo; none if all was so already
     * @param changed how many things it changed
     */
    @Serdeable
    record Edited(@Nullable Long edit, long changed) {}

    static HttpResponse<?> of(EditOutcome outcome) {
        return switch (outcome) {
            case EditOutcome.Done(long id, long rows) -> HttpResponse.ok(new Edited(id == 0 ? null : id, rows));
            case EditOutcome.Nothing() -> HttpResponse.ok(new Edited(null, 0));
            case EditOutcome.Refused(var problems) ->
                wrong(problems.stream()
                        .map(problem -> new Problem.FieldError(problem.field(), problem.message()))
                        .toList());
        };
    }

    static HttpResponse<Problem> wrong(List<Problem.FieldError> errors) {
        return Problem.answer(HttpStatus.BAD_REQUEST, "nothing was changed: see errors", errors);
    }

    static HttpResponse<Problem> wrong(String field, String message) {
        return wrong(List.of(new Problem.FieldError(field, message)));
    }
}
