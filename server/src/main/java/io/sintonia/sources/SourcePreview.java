package io.sintonia.sources;

import io.sintonia.formats.Remark;
import java.util.List;

/**
 * What a source would bring, before it is made.
 *
 * @param found entries that it has, those that cannot be taken over included
 * @param items the first of those that would be taken over, in the source's order
 * @param skippedCount entries that would not be taken over
 * @param skipped the first of these, each with the reason
 */
public record SourcePreview(long found, List<Item> items, long skippedCount, List<Remark> skipped) {
    public SourcePreview {
        items = List.copyOf(items);
        skipped = List.copyOf(skipped);
    }

    /**
     * An entry that would be taken over.
     *
     * @param group its category or, of an episode, its season; may be empty
     * @param address the host alone, or what AceStream calls it, shortened; empty for a series
     */
    public record Item(String name, String group, String address) {}

    /** What became of the wish to see one. */
    public sealed interface Outcome {
        /** This is what it would bring. */
        record Seen(SourcePreview preview) implements Outcome {}

        /**
         * It could not be read.
         *
         * @param sentence what was tried and what came of it, for people; without credentials
         */
        record Failed(String sentence) implements Outcome {}

        /** As many as may be are being read already. */
        record Busy() implements Outcome {}
    }
}
