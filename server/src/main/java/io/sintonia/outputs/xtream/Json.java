package io.sintonia.outputs.xtream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sintonia.outputs.wire.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** How JSON is written and sent. Always typed so, as some players drop what is not. */
final class Json {
    static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json");

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Writes one value. */
    @FunctionalInterface
    interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    /** One value as bytes in UTF-8. */
    static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 10);
        try {
            write(writing, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory fails at nothing", e);
        }
        return bytes.toByteArray();
    }

    /** One value in UTF-8; {@code out} is closed. */
    static void write(Writing writing, OutputStream out) throws IOException {
        try (JsonGenerator json = generator(out)) {
            writing.to(json);
        }
    }

    /** Writes to {@code out} piece by piece, and closes it. */
    static JsonGenerator generator(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out);
    }

    /** An answer that holds for this moment only. */
    static Answer answer(byte[] body) {
        return new Answer.Whole(new Answer.Head(200, HEADERS).with("Cache-Control", "no-store"), body);
    }
}
