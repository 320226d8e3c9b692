package io.sintonia.sources;

import java.io.IOException;

/** Fetches one kind of source. Blocking, on the import's thread. */
interface SourceReader {
    /** Whether this is the reader for a source. */
    boolean reads(Source source);

    /** Fetches it, with what it said of itself the last time. */
    Outcome fetch(Source source) throws IOException;

    /** What became of it. */
    sealed interface Outcome {
        /** It is here; the caller closes it. */
        record Fetched(SourceContent content) implements Outcome {}

        /** Nothing has changed since the last time. */
        record NotModified() implements Outcome {}

        /** It could not be had; {@code sentence} is for people and holds no credentials. */
        record Failed(String sentence) implements Outcome {}
    }
}
