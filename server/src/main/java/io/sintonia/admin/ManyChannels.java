package io.sintonia.admin;

import io.micronaut.json.tree.JsonNode;
import io.sintonia.curation.ChannelQuery;
import io.sintonia.curation.ChannelQuery.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is wished of many channels at once: which ones, by their ids or by a search, and what is set. */
final class ManyChannels {
    private final List<Problem.FieldError> errors = new ArrayList<>();
    private Optional<List<Long>> ids = Optional.empty();
    private Optional<String> search = Optional.empty();
    private OptionalLong category = OptionalLong.empty();
    private OptionalLong source = OptionalLong.empty();
    private Scope scope = Scope.SHOWN;
    private Optional<JsonNode> set = Optional.empty();

    private ManyChannels() {}

    static ManyChannels of(JsonNode body) {
        ManyChannels many = new ManyChannels();
        JsonFields.of(body).forEach(many::read);
        many.set = Optional.ofNullable(body.isObject() ? body.get("set") : null).filter(JsonNode::isObject);
        if (many.set.isEmpty()) {
            many.wrong("set", "expected the fields to be set");
        }
        boolean searched = many.search.isPresent() || many.category.isPresent() || many.source.isPresent();
        if (many.errors.isEmpty() && many.ids.isPresent() == searched) {
            many.wrong("ids", "expected either ids, or at least one of search, category and source");
        }
        return many;
    }

    private void read(String key, @Nullable Object value) {
        switch (key) {
            case "ids" -> ids = ids(value);
            case "search" -> {
                if (value instanceof String text && !text.isBlank()) {
                    search = Optional.of(text);
                } else {
                    wrong(key, "expected words to search for");
                }
            }
            case "category" -> category = id(key, value);
            case "source" -> source = id(key, value);
            case "hidden" -> {
                if (value instanceof Boolean flag) {
                    scope = flag ? Scope.ALL : Scope.SHOWN;
                } else {
                    wrong(key, "expected true or false");
                }
            }
            case "set" -> {
                // read as it is
            }
            default -> wrong(key, "is not known: expected ids, search, category, source, hidden and set");
        }
    }

    private Optional<List<Long>> ids(@Nullable Object value) {
        if (value instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
            return Optional.of(list.stream()
                    .map(Number.class::cast)
                    .map(Number::longValue)
                    .distinct()
                    .toList());
        }
        wrong("ids", "expected a list of channels' ids");
        return Optional.empty();
    }

    private OptionalLong id(String key, @Nullable Object value) {
        if (value instanceof Number number) {
            return OptionalLong.of(number.longValue());
        }
        wrong(key, "expected an id");
        return OptionalLong.empty();
    }

    private void wrong(String field, String message) {
        errors.add(new Problem.FieldError(field, message));
    }

    List<Problem.FieldError> errors() {
        return List.copyOf(errors);
    }

    /** If they are named one by one. */
    Optional<List<Long>> ids() {
        return ids;
    }

    /** Else these are meant. */
    ChannelQuery query() {
        return new ChannelQuery(
                search.orElse(""), category, source, ChannelQuery.SHOWN.sort(), ChannelQuery.SHOWN.direction(), scope);
    }

    /** What is set. */
    Map<String, @Nullable Object> set() {
        return set.map(JsonFields::of).orElse(Map.of());
    }
}
