package io.sintonia.plays;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A timeline as it lies in one column: a JSON array of small objects. */
final class EventText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String AFTER = "after_ms";
    private static final String WHAT = "what";
    private static final String SOURCE = "source";
    private static final String TEXT = "text";

    private EventText() {}

    static String of(List<PlayEvent> events) {
        StringWriter text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (PlayEvent event : events) {
                json.writeStartObject();
                json.writeNumberField(AFTER, event.after().toMillis());
                json.writeStringField(WHAT, event.kind().code());
                if (!event.source().isEmpty()) {
                    json.writeStringField(SOURCE, event.source());
                }
                if (!event.text().isEmpty()) {
                    json.writeStringField(TEXT, event.text());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Reads what {@link #of} wrote; what is not understood is left out, since a newer version may have written it. */
    static List<PlayEvent> read(String text) {
        List<PlayEvent> events = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    event(json).ifPresent(events::add);
                }
            }
        } catch (IOException e) {
            return List.copyOf(events); // cut off: what came before is still worth showing
        }
        return List.copyOf(events);
    }

    private static Optional<PlayEvent> event(JsonParser json) throws IOException {
        long after = 0;
        Optional<PlayEvent.Kind> kind = Optional.empty();
        String source = "";
        String text = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals(AFTER)) {
                after = json.getValueAsLong();
            } else if (value != JsonToken.VALUE_STRING) {
                json.skipChildren();
            } else {
                switch (field) {
                    case WHAT -> kind = PlayEvent.Kind.of(json.getText());
                    case SOURCE -> source = json.getText();
                    case TEXT -> text = json.getText();
                    default -> {}
                }
            }
        }
        Duration since = Duration.ofMillis(after);
        String from = source;
        String said = text;
        return kind.map(known -> new PlayEvent(since, known, from, said));
    }
}
