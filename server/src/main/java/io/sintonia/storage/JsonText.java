package io.sintonia.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Small maps of texts as they lie in one column: a flat JSON object. */
public final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String EMPTY = "{}";

    private JsonText() {}

    /** The map as one JSON object, keys in the map's order. */
    public static String of(Map<String, String> map) {
        if (map.isEmpty()) {
            return EMPTY;
        }
        StringWriter text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> entry : map.entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Reads what {@link #of} wrote; values that are no texts are left out. */
    public static Map<String, String> map(String text) {
        if (text.equals(EMPTY)) {
            return Map.of();
        }
        Map<String, String> map = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    map.put(key, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a JSON column holds something else", e);
        }
        return map;
    }
}
