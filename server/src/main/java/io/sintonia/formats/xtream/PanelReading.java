package io.sintonia.formats.xtream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;

/** One answer on its way. */
final class PanelReading {
    private final JsonParser json;
    private final PanelAnswer.Visitor visitor;
    private long rows;
    private long odd;
    private boolean isList;

    PanelReading(JsonParser json, PanelAnswer.Visitor visitor) {
        this.json = json;
        this.visitor = visitor;
    }

    PanelAnswer answer() throws IOException {
        JsonToken first = json.nextToken();
        if (first == null || first == JsonToken.VALUE_NULL || first == JsonToken.VALUE_FALSE) {
            return new PanelAnswer.None();
        }
        return switch (first) {
            case START_ARRAY -> array();
            case START_OBJECT -> object();
            default ->
                first.isScalarValue()
                        ? new PanelAnswer.NoList("it is a single value instead of a list")
                        : new PanelAnswer.NoList("it begins like JSON and is none");
        };
    }

    private PanelAnswer array() throws IOException {
        isList = true;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == null) {
                return new PanelAnswer.Cut(rows);
            }
            element(token);
        }
        return ended();
    }

    private void element(JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            visitor.visit(PanelJson.row(json, rows + 1));
            rows++;
        } else {
            json.skipChildren();
            odd++;
        }
    }

    /** The login object, an error, a list in a wrapper, or a list whose indexes PHP kept. */
    private PanelAnswer object() throws IOException {
        for (JsonToken token = json.nextToken(); token != JsonToken.END_OBJECT; token = json.nextToken()) {
            if (token == null) {
                return new PanelAnswer.Cut(rows);
            }
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == null) {
                return new PanelAnswer.Cut(rows);
            }
            if (name.equals("user_info") && rows == 0) {
                return new PanelAnswer.Refused(
                        value == JsonToken.START_OBJECT
                                ? PanelAccount.of(PanelJson.row(json, 1), new PanelRow(1, Map.of()))
                                : PanelAccount.UNKNOWN);
            }
            if ((name.equals("error") || name.equals("message")) && rows == 0 && value.isScalarValue()) {
                return new PanelAnswer.NoList("it is an error: " + PanelJson.shortened(json.getText()));
            }
            if (value == JsonToken.START_ARRAY && (name.equals("data") || name.equals("js") || name.equals("items"))) {
                return array();
            }
            element(value);
            isList |= rows > 0;
        }
        return ended();
    }

    private PanelAnswer ended() {
        return rows == 0 && odd == 0 ? new PanelAnswer.None() : new PanelAnswer.Rows(rows, odd);
    }

    /** What a parser's complaint means: what was shown until then may be all there is, but it may not. */
    PanelAnswer brokenOff() {
        return rows == 0 && !isList
                ? new PanelAnswer.NoList("it begins like JSON and is none")
                : new PanelAnswer.Cut(rows);
    }
}
