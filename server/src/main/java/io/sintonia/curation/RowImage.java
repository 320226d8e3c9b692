package io.sintonia.curation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** Rows as the journal keeps them: a JSON array of objects, or one object; column names to texts or null. */
final class RowImage {
    private static final JsonFactory JSON = new JsonFactory();

    private RowImage() {}

    static String of(List<? extends Record> rows) {
        StringWriter text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (Record row : rows) {
                json.writeStartObject();
                for (Field<?> field : row.fields()) {
                    Object value = row.get(field);
                    json.writeFieldName(field.getName());
                    json.writeString(value == null ? null : value.toString());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The rows of an image, as columns of {@code table} and values of their types. */
    static List<Map<Field<?>, @Nullable Object>> rows(String image, Table<?> table) {
        List<Map<Field<?>, @Nullable Object>> rows = new ArrayList<>();
        try (JsonParser json = JSON.createParser(image)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    rows.add(row(json, table));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an image of the journal cannot be read", e);
        }
        return rows;
    }

    private static Map<Field<?>, @Nullable Object> row(JsonParser json, Table<?> table) throws IOException {
        Map<Field<?>, @Nullable Object> row = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            Field<?> field = table.field(json.currentName());
            JsonToken value = json.nextToken();
            if (field != null) {
                row.put(field, value == JsonToken.VALUE_NULL ? null : typed(field.getType(), json.getText()));
            }
        }
        return row;
    }

    /** The house's columns are numbers, flags and texts, and nothing else. */
    private static Object typed(Class<?> type, String text) {
        if (type == Long.class) {
            return Long.valueOf(text);
        }
        if (type == Integer.class) {
            return Integer.valueOf(text);
        }
        return type == Boolean.class ? Boolean.valueOf(text) : text;
    }
}
