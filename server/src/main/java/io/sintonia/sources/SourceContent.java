package io.sintonia.sources;

import io.sintonia.fetch.Validators;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;

/** What a source has sent, complete and kept until it is closed; may be read any number of times. */
interface SourceContent extends AutoCloseable {
    /** Why there is no list in it, for people; empty if there is. */
    Optional<String> whyNoList() throws IOException;

    /** Whether the owner wrote it, so that whatever is no longer in it is meant to be gone. */
    default boolean isOwnersWord() {
        return false;
    }

    /** A new way through it. */
    EntryReading reading() throws IOException;

    /**
     * Shows what is at these places of a reading that is over once more, in the same order.
     *
     * @param over one of {@link #reading()}
     */
    default void again(EntryReading over, BitSet places, EntryReading.Visitor visitor) throws IOException {
        int[] at = new int[1];
        reading().read(entry -> {
            if (places.get(at[0]++)) {
                visitor.visit(entry);
            }
        });
    }

    /** Digest of the content: equal means that nothing changed. */
    String hash();

    /** What to ask with the next time. */
    Validators validators();

    @Override
    void close() throws IOException;
}
