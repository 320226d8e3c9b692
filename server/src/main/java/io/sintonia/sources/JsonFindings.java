package io.sintonia.sources;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.sintonia.sources.PageFindings.Words;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds links in JSON of any shape: every object that has one is a channel. */
final class JsonFindings {
    private static final int DEEPEST = 40;
    private static final int MOST_KEYS = 200;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(4 << 20)
                    .build())
            .build();

    private final PageRecipes.Recipe keys;
    private final PageFindings findings;

    JsonFindings(PageRecipes.Recipe keys, PageFindings findings) {
        this.keys = keys;
        this.findings = findings;
    }

    /**
     * Reads one value of JSON; what follows it does not count, nor what cannot be read.
     *
     * @param how by what it was found, for people
     */
    void read(String json, String how) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            value(parser, "", "", how);
        } catch (JsonProcessingException e) {
            return; // what was found until then stays found
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot fail to be read", e);
        }
    }

    /** @param group what an object around it says of its members: {"Sports": [...]} */
    private void value(JsonParser json, String name, String group, String how) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY && json.currentToken() != null) {
                value(json, name, group, how);
            }
        } else if (token == JsonToken.START_OBJECT) {
            object(json, name, group, how);
        } else if (token == JsonToken.VALUE_STRING && json.getTextLength() < Fitting.URL && !name.isEmpty()) {
            // {"Channel": "acestream://…"}: only an AceStream id is sure enough without a name of its own
            String text = json.getText();
            if (text.regionMatches(true, 0, "acestream:", 0, 10)) {
                findings.add(text, new Words(name, group, ""), how);
            }
        }
    }

    private void object(JsonParser json, String name, String group, String how) throws IOException {
        Map<String, String> said = new LinkedHashMap<>();
        String inner = group;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
                boolean wrapper = key.matches("(?i)links|data|items|channels|streams|results|list|urls");
                String called = first(said, keys.words("name"));
                value(
                        json,
                        called.isEmpty() ? key : called,
                        wrapper ? inner : token == JsonToken.START_ARRAY ? key : inner,
                        how);
            } else if (token != null
                    && token.isScalarValue()
                    && said.size() < MOST_KEYS
                    && json.getTextLength() < Fitting.URL) {
                String text = json.getText();
                said.put(key.toLowerCase(Locale.ROOT), text);
                if (text.regionMatches(true, 0, "acestream:", 0, 10)
                        && !keys.words("link").contains(key.toLowerCase(Locale.ROOT))) {
                    findings.add(text, new Words(key, group, ""), how);
                }
            }
        }
        String own = first(said, keys.words("name"));
        String its = first(said, keys.words("group"));
        Words words =
                new Words(own.isEmpty() ? name : own, its.isEmpty() ? group : its, first(said, keys.words("logo")));
        for (String key : keys.words("link")) {
            String link = said.getOrDefault(key, "");
            if (!link.isEmpty() && !(key.equals("id") && own.isEmpty())) {
                String written = key.equals("infohash") && link.matches("[0-9A-Fa-f]{40}")
                        ? "acestream:?infohash=" + link
                        : link;
                if (findings.add(written, words, how)) {
                    return;
                }
            }
        }
    }

    private static String first(Map<String, String> said, List<String> keys) {
        return keys.stream()
                .map(key -> said.getOrDefault(key, ""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }
}
