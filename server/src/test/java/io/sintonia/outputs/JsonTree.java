package io.sintonia.outputs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON into maps, lists, texts, longs, flags and nulls, so that tests can tell the number 1 from the text. */
public final class JsonTree {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonTree() {}

    /** An object's members, in order. */
    @SuppressWarnings("unchecked") // a test that takes something else for an object should fail
    public static Map<String, @Nullable Object> object(@Nullable Object value) {
        return (Map<String, @Nullable Object>) value(value);
    }

    /** A list of objects. */
    @SuppressWarnings("unchecked") // likewise
    public static List<Map<String, @Nullable Object>> objects(@Nullable Object value) {
        return (List<Map<String, @Nullable Object>>) value(value);
    }

    private static Object value(@Nullable Object value) {
        if (value instanceof String json) {
            return value(read(json));
        }
        if (value == null) {
            throw new AssertionError("null where a value should be");
        }
        return value;
    }

    /** Any value. */
    public static @Nullable Object read(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            Object value = next(parser);
            if (parser.nextToken() != null) {
                throw new AssertionError("more than one value: " + json);
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    private static @Nullable Object next(JsonParser parser) throws IOException {
        return switch (parser.currentTokenId()) {
            case 1 -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    if (members.containsKey(name)) {
                        throw new AssertionError("twice: " + name);
                    }
                    members.put(name, next(parser));
                }
                yield members;
            }
            case 3 -> {
                List<@Nullable Object> values = new ArrayList<>();
                while (!parser.nextToken().isStructEnd()) {
                    values.add(next(parser));
                }
                yield values;
            }
            case 6 -> parser.getText();
            case 7 -> parser.getLongValue();
            case 8 -> parser.getDoubleValue();
            case 9 -> true;
            case 10 -> false;
            default -> null;
        };
    }

    /** The same JSON without blanks; order and types stay. */
    public static String compact(String json) {
        StringWriter text = new StringWriter();
        try (JsonParser parser = FACTORY.createParser(json);
                JsonGenerator generator = FACTORY.createGenerator(text)) {
            while (parser.nextToken() != null) {
                generator.copyCurrentEvent(parser);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
        return text.toString();
    }
}
