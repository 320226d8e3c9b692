package io.sintonia.admin;

import io.micronaut.json.tree.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a body where one that is null says something else than one that is left out. */
final class JsonFields {
    private JsonFields() {}

    /** By name, in their order; texts, numbers, flags, lists, maps and nulls. None if it is no object. */
    static Map<String, @Nullable Object> of(JsonNode node) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (node.isObject()) {
            node.entries().forEach(entry -> fields.put(entry.getKey(), value(entry.getValue())));
        }
        return fields;
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.isObject()) {
            return of(node);
        }
        if (node.isArray()) {
            List<@Nullable Object> items = new ArrayList<>();
            node.values().forEach(item -> items.add(value(item)));
            return items;
        }
        if (node.isBoolean()) {
            return node.getBooleanValue();
        }
        return node.isNumber() ? node.getNumberValue() : node.getStringValue();
    }
}
