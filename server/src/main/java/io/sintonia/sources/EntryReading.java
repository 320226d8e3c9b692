package io.sintonia.sources;

import io.sintonia.catalogue.FoundEntry;
import io.sintonia.formats.Remark;
import java.io.IOException;
import java.util.List;

/**
 * One way through what a source sent: entry after entry, in little memory an entry. Used once, by one thread.
 *
 * <p>An import goes through the content twice, once to plan and once to apply what it marked ({@link SourceContent#again}), so every
 * reading of the same content shows the same entries in the same order with the same keys.
 */
interface EntryReading {
    /** What is done with each entry. */
    interface Visitor {
        void visit(FoundEntry entry) throws IOException;
    }

    /**
     * Shows each entry that can be taken over to the visitor. A series comes before its episodes.
     *
     * @throws IOException if the content breaks off, or the thread was interrupted
     */
    void read(Visitor visitor) throws IOException;

    /** Entries that the content had, those that were skipped included; once read. */
    long found();

    /** Entries that were not taken over; once read. */
    long skipped();

    /** Entries of kinds that the source's {@code include} leaves out; not among the skipped ones; once read. */
    default long notWanted() {
        return 0;
    }

    /** The first thousand of those that were skipped, each with its line and the reason. */
    List<Remark> skips();

    /** What to say of things that were odd and yet cost no entry; empty if there were none. */
    String oddLines();
}
