package io.sintonia.guide;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Small lists of texts as they lie in one column: a flat JSON array. */
final class TextList {
    private static final JsonFactory JSON = new JsonFactory();

    private TextList() {}

    static String of(List<String> texts) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (String each : texts) {
                json.writeString(each);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Reads what {@link #of} wrote. */
    static List<String> read(String text) {
        List<String> texts = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.VALUE_STRING) {
                texts.add(json.getText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a JSON column holds something else", e);
        }
        return texts;
    }
}
