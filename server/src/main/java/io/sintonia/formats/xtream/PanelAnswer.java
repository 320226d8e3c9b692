package io.sintonia.formats.xtream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;

/** What a panel answered where a list was asked for. */
public sealed interface PanelAnswer {
    /** What is done with each row. */
    interface Visitor {
        void visit(PanelRow row) throws IOException;
    }

    /**
     * A list that was read to its end: an array of objects, or an object of objects, as PHP makes of gaps.
     *
     * @param rows objects that were shown to the visitor
     * @param odd elements that were no objects
     */
    record Rows(long rows, long odd) implements PanelAnswer {}

    /** The panel's ways of saying "none": {@code []}, {@code {}}, {@code null}, {@code false}, an empty body. */
    record None() implements PanelAnswer {}

    /** The account instead of the list: it is expired, disabled or banned, or its password is wrong. */
    record Refused(PanelAccount account) implements PanelAnswer {}

    /**
     * Not a list at all.
     *
     * @param reason what it is instead, for people
     */
    record NoList(String reason) implements PanelAnswer {}

    /**
     * A list that breaks off or is no JSON from some place on: what was shown until then is not all.
     *
     * @param rows objects that were shown to the visitor
     */
    record Cut(long rows) implements PanelAnswer {}

    /**
     * Reads an answer, showing each row to the visitor as it comes. Memory does not grow with the answer.
     *
     * @param in the unpacked answer; not closed
     * @throws IOException if the stream or the visitor fails
     */
    static PanelAnswer read(InputStream in, Visitor visitor) throws IOException {
        PanelJson.Opening opening = PanelJson.open(in);
        return switch (opening) {
            case PanelJson.Opening.Foreign(String what) -> new NoList(what);
            case PanelJson.Opening.Blank() -> new None();
            case PanelJson.Opening.Json(JsonParser json) -> {
                PanelReading reading = new PanelReading(json, visitor);
                try (json) {
                    yield reading.answer();
                } catch (JsonProcessingException e) {
                    yield reading.brokenOff();
                }
            }
        };
    }
}
