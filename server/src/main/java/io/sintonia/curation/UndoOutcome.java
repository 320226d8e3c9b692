package io.sintonia.curation;

/** What became of the wish to take an edit back. */
public sealed interface UndoOutcome {
    /** All is as it was before; {@code editId} is the undoing itself, which can be undone. */
    record Undone(long editId) implements UndoOutcome {}

    /** There is no such edit (any more). */
    record Unknown() implements UndoOutcome {}

    /** It stays; {@code why} is a sentence for people. */
    record Refused(String why) implements UndoOutcome {}
}
