package io.sintonia.guide;

/**
 * A programme as a guide has it and as it is stored, before gaps, overlaps and repetitions are seen to.
 *
 * @param start in seconds since 1970
 * @param stop likewise; 0 where the guide says nothing
 * @param length how long the work is, in seconds; 0 if unknown
 */
record Airing(long start, long stop, int length, Words words) {
    /**
     * What is said about it; each may be empty, except for the title.
     *
     * @param episode its number as it is shown, such as {@code S01E02}
     * @param icon an address as the guide has it
     */
    record Words(
            String title,
            String description,
            String language,
            String subTitle,
            String category,
            String episode,
            String icon) {
        int characters() {
            return title.length()
                    + description.length()
                    + subTitle.length()
                    + category.length()
                    + episode.length()
                    + icon.length();
        }
    }

    Airing at(long newStart, long newStop) {
        return new Airing(newStart, newStop, length, words);
    }
}
