package io.sintonia.admin;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.sintonia.curation.CategoryEdit;
import io.sintonia.curation.Edits;
import io.sintonia.curation.GroupDirectory;
import io.sintonia.curation.GroupDirectory.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Groups of channels, films and series as their owner sees and changes them. */
@Controller("/api/v1/categories")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class CategoryResource {
    private static final List<String> KINDS = List.of("live", "movie", "series");

    private final GroupDirectory groups;
    private final Edits edits;

    CategoryResource(GroupDirectory groups, Edits edits) {
        this.groups = groups;
        this.edits = edits;
    }

    /** A group. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record Shown(
            long id,
            String kind,
            String name,
            @Nullable String title,
            boolean hidden,
            long position,
            @Nullable Long mergedInto,
            long items) {
        static Shown of(Group group) {
            return new Shown(
                    group.id(),
                    group.kind(),
                    group.name(),
                    group.title().orElse(null),
                    group.hidden(),
                    group.position(),
                    group.mergedInto().orElse(null),
                    group.items());
        }
    }

    /** Groups in order of display, those that are hidden or merged too; of one kind: live, movie or series. */
    @Get("{?kind,page,size}")
    HttpResponse<?> list(
            @Nullable @QueryValue String kind,
            @QueryValue(defaultValue = "1") int page,
            @QueryValue(defaultValue = "50") int size) {
        if (kind != null && !KINDS.contains(kind)) {
            return Problem.answer(
                    HttpStatus.BAD_REQUEST,
                    "kind: expected live, movie or series",
                    List.of(new Problem.FieldError("kind", "expected live, movie or series")));
        }
        return HttpResponse.ok(Page.of(
                groups.all(Optional.ofNullable(kind)).stream().map(Shown::of).toList(), page, size));
    }

    /** One group. */
    @Get("/{id}")
    HttpResponse<?> find(long id) {
        Optional<Shown> found = groups.group(id).map(Shown::of);
        return found.isPresent() ? HttpResponse.ok(found.get()) : unknown(id);
    }

    /** Changes title, hidden, position or merged_into; a title and merged_into are taken back by null. */
    @Patch("/{id}")
    HttpResponse<?> change(long id, @Body JsonNode body, Authentication actor) {
        if (groups.group(id).isEmpty()) {
            return unknown(id);
        }
        Wish wish = new Wish();
        Map<String, @Nullable Object> fields = JsonFields.of(body);
        fields.forEach(wish::read);
        if (fields.isEmpty()) {
            wish.errors.add(new Problem.FieldError("", "expected one of " + Wish.KNOWN));
        }
        return wish.errors.isEmpty()
                ? EditAnswers.of(edits.categories(actor.getName(), List.of(wish.edit(id))))
                : EditAnswers.wrong(wish.errors);
    }

    /** What is wished of a group. */
    private static final class Wish {
        private static final String KNOWN = "title, hidden, position, merged_into";

        private final List<Problem.FieldError> errors = new ArrayList<>();
        private Optional<String> title = Optional.empty();
        private Optional<Boolean> hidden = Optional.empty();
        private OptionalLong position = OptionalLong.empty();
        private OptionalLong mergedInto = OptionalLong.empty();

        void read(String key, @Nullable Object value) {
            switch (key) {
                case "title" -> title = Optional.ofNullable(value == null ? "" : text(key, value));
                case "hidden" -> {
                    if (value instanceof Boolean flag) {
                        hidden = Optional.of(flag);
                    } else {
                        errors.add(new Problem.FieldError(key, "expected true or false"));
                    }
                }
                case "position" -> position = number(key, value);
                case "merged_into" -> mergedInto = value == null ? OptionalLong.of(0) : number(key, value);
                default -> errors.add(new Problem.FieldError(key, "is not known: expected one of " + KNOWN));
            }
        }

        private @Nullable String text(String key, Object value) {
            if (value instanceof String text) {
                return text.strip();
            }
            errors.add(new Problem.FieldError(key, "expected a text, or null to take it back"));
            return null;
        }

        private OptionalLong number(String key, @Nullable Object value) {
            if (value instanceof Number number && number.longValue() >= 0 && number.longValue() <= Integer.MAX_VALUE) {
                return OptionalLong.of(number.longValue());
            }
            errors.add(new Problem.FieldError(key, "expected a number from 0 to " + Integer.MAX_VALUE));
            return OptionalLong.empty();
        }

        CategoryEdit edit(long id) {
            return new CategoryEdit(id, title, hidden, position, mergedInto);
        }
    }

    private static HttpResponse<Problem> unknown(long id) {
        return Problem.answer(HttpStatus.NOT_FOUND, "there is no group " + id);
    }
}
