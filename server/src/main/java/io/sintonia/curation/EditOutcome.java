package io.sintonia.curation;

import java.util.List;

/** What became of an edit. */
public sealed interface EditOutcome {
    /** It is done; {@code editId} is what to undo, {@code rows} how many things it changed. */
    record Done(long editId, long rows) implements EditOutcome {}

    /** Nothing was changed: it says what is so already. */
    record Nothing() implements EditOutcome {}

    /** Nothing was changed, since something is wrong with it. */
    record Refused(List<Problem> problems) implements EditOutcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** What is wrong with one field; {@code message} is a sentence's end for people. */
    record Problem(String field, String message) {}
}
