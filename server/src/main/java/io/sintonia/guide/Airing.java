package io.sintonia.guide;

import io.sintonia.formats.xmltv.Particulars;

/**
 * A programme as a guide has it and as it is stored, before gaps, overlaps and repetitions are seen to.
 *
 * @param start in seconds since 1970
 * @param stop likewise; 0 where the guide says nothing
 * @param length how long the work is, in seconds; 0 if unknown
 */
record Airing(long start, long stop, int length, Words words) {
    /** What is said about it; all but the title may be empty. */
    record Words(String title, String description, String language, Particulars particulars) {}

    Airing at(long newStart, long newStop) {
        return new Airing(newStart, newStop, length, words);
    }
}
