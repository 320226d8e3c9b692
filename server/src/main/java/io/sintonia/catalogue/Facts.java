package io.sintonia.catalogue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a film, a series or an episode beside its name: plot, cast, rating and the like, under the names that the
 * Xtream API has for them. Text of any kind is taken: what cannot be understood is not known.
 */
public final class Facts {
    /** Nothing is known. */
    public static final Facts NONE = new Facts(Map.of());

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST = 200;

    private final Map<String, List<String>> values;

    private Facts(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Of a column's text: one JSON object of texts, numbers and lists of them. */
    static Facts of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return NONE;
        }
        Map<String, List<String>> values = new HashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME && values.size() < MOST) {
                    String name = json.currentName();
                    values.put(name, value(json));
                }
            }
        } catch (IOException e) {
            return new Facts(values); // what was understood before the fault counts
        }
        return new Facts(values);
    }

    private static List<String> value(JsonParser json) throws IOException {
        List<String> several = new ArrayList<>();
        JsonToken token = json.nextToken();
        if (token == JsonToken.START_ARRAY) {
            for (JsonToken next = json.nextToken();
                    next != JsonToken.END_ARRAY && next != null;
                    next = json.nextToken()) {
                add(several, next, json);
            }
        } else if (token != null) {
            add(several, token, json);
        }
        return several;
    }

    private static void add(List<String> several, JsonToken token, JsonParser json) throws IOException {
        if (token.isStructStart()) {
            json.skipChildren();
        } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL && several.size() < MOST) {
            several.add(json.getText());
        }
    }

    /** The first of these names that has a value that is not blank; empty if none has. */
    public String text(String... names) {
        for (String name : names) {
            for (String value : values.getOrDefault(name, List.of())) {
                if (!value.isBlank()) {
                    return value;
                }
            }
        }
        return "";
    }

    /** All values of a name that are not blank. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .toList();
    }

    /** The first of these names that has a number; 0 if none has, as where panels write "N/A". */
    public double number(String... names) {
        for (String name : names) {
            double number = number(text(name));
            if (number != 0) {
                return number;
            }
        }
        return 0;
    }

    private static double number(String text) {
        try {
            double number = text.length() > 30 ? 0 : Double.parseDouble(text);
            return Double.isFinite(number) ? number : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
