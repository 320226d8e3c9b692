package io.sintonia.guide.matching;

import java.util.List;

/** What was found for one channel. */
public sealed interface GuideMatch {
    /** The channel that was asked for. */
    long channelId();

    /** Sure enough to be used without asking: equal ids, words or call signs, and no rival. */
    record Matched(long channelId, Candidate guide) implements GuideMatch {}

    /** Some are likely, the likeliest first; at most {@link GuideMatcher#MOST_PROPOSED}. */
    record Proposed(long channelId, List<Candidate> guides) implements GuideMatch {
        public Proposed {
            guides = List.copyOf(guides);
        }
    }

    /** Nothing fits, and why. */
    record None(long channelId, String reason) implements GuideMatch {}

    /**
     * A guide channel with how sure it is.
     *
     * @param score 60 to 100
     * @param reasons for people, the decisive one first
     */
    record Candidate(GuideChannel channel, int score, List<String> reasons) {
        public Candidate {
            reasons = List.copyOf(reasons);
        }
    }
}
