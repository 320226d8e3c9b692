package io.sintonia.sources;

import io.sintonia.fetch.Validators;
import java.io.IOException;
import java.util.Optional;

/** What a source has sent, complete and kept until it is closed; may be read any number of times. */
interface SourceContent extends AutoCloseable {
    /** Why there is no list in it, for people; empty if there is. */
    Optional<String> whyNoList() throws IOException;

    /** A new way through it. */
    EntryReading reading() throws IOException;

    /** Digest of the content: equal means that nothing changed. */
    String hash();

    /** What to ask with the next time. */
    Validators validators();

    @Override
    void close() throws IOException;
}
