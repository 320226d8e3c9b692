package io.sintonia.formats.xtream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON as panels write it: PHP's warnings before it, bytes that are no UTF-8 in it, line breaks in its texts. */
final class PanelJson {
    private static final int HEAD_CHARACTERS = 16 << 10;
    private static final int MOST_TEXT_CHARACTERS = 8000;
    private static final int MOST_FIELDS = 100;
    private static final int MOST_SHOWN = 120;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(1 << 20)
                    .maxNameLength(1000)
                    .maxNumberLength(400)
                    .build())
            .build();

    private PanelJson() {}

    /** How an answer begins. */
    sealed interface Opening {
        /** With JSON; whoever reads it closes it. */
        record Json(JsonParser json) implements Opening {}

        /** With nothing at all. */
        record Blank() implements Opening {}

        /** With something else. */
        record Foreign(String what) implements Opening {}
    }

    /** Begins to read; bytes that are no UTF-8 become U+FFFD rather than the end of the list. */
    static Opening open(InputStream in) throws IOException {
        BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), HEAD_CHARACTERS);
        text.mark(HEAD_CHARACTERS);
        char[] head = new char[HEAD_CHARACTERS];
        int length = 0;
        for (int count = text.read(head, 0, head.length);
                count > 0;
                count = text.read(head, length, head.length - length)) {
            length += count;
        }
        text.reset();
        int start = 0;
        while (start < length && (head[start] <= ' ' || head[start] == '\uFEFF')) {
            start++;
        }
        if (start == length) {
            return new Opening.Blank();
        }
        String shown = new String(head, 0, length);
        int begin = begin(shown, start);
        if (begin < 0) {
            return new Opening.Foreign(
                    head[start] == '<'
                            ? "it is an HTML page"
                            : shown.startsWith("#EXTM3U", start) ? "it is an M3U list" : "it is no JSON");
        }
        if (text.skip(begin) != begin) {
            return new Opening.Blank();
        }
        return new Opening.Json(JSON.createParser(text));
    }

    /** Where the JSON begins: at once, or behind the warnings of a PHP that shows them; negative if nowhere. */
    private static int begin(String head, int start) {
        char first = head.charAt(start);
        if (first == '[' || first == '{' || head.startsWith("null", start) || head.startsWith("false", start)) {
            return start;
        }
        if (head.regionMatches(true, start, "<!doctype", 0, 9) || head.regionMatches(true, start, "<html", 0, 5)) {
            return -1; // scripts of a page hold such forms too
        }
        if (first != '<' && !head.startsWith("Warning", start) && !head.startsWith("Notice", start)) {
            return -1;
        }
        int rows = head.indexOf("[{\"", start);
        int account = head.indexOf("{\"user_info\"", start);
        return rows < 0 || account < 0 ? Math.max(rows, account) : Math.min(rows, account);
    }

    /** The object that the parser stands before, to its end. */
    static PanelRow row(JsonParser json, long number) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.START_ARRAY) {
                value = firstOfArray(json, name, values);
            }
            if (value != null && value.isScalarValue()) {
                keep(values, name, value, json);
            } else {
                json.skipChildren();
            }
        }
        return new PanelRow(number, values);
    }

    /** Keeps an array's first plain value and goes to its end; null, since nothing is left to be kept then. */
    private static JsonToken firstOfArray(JsonParser json, String name, Map<String, String> values) throws IOException {
        StringBuilder all = new StringBuilder();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == null) {
                return JsonToken.NOT_AVAILABLE;
            }
            if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                keep(values, name, token, json);
                if (all.length() < MOST_SHOWN) {
                    all.append(all.isEmpty() ? "" : ",").append(shortened(json.getText()));
                }
            } else {
                json.skipChildren();
            }
        }
        if (!all.isEmpty() && values.size() < MOST_FIELDS) {
            values.put(name + "[]", all.toString());
        }
        return JsonToken.NOT_AVAILABLE;
    }

    private static void keep(Map<String, String> values, String name, JsonToken value, JsonParser json)
            throws IOException {
        if (value != JsonToken.VALUE_NULL && values.size() < MOST_FIELDS) {
            String text = json.getText();
            values.putIfAbsent(
                    name, text.length() <= MOST_TEXT_CHARACTERS ? text : text.substring(0, MOST_TEXT_CHARACTERS));
        }
    }

    static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "…";
    }
}
