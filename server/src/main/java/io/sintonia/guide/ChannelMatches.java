package io.sintonia.guide;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which guide channels belong to one of our channels, as the owner is shown it.
 *
 * @param channelId ours
 * @param channelName as it is shown; empty if the channel is not shown now
 * @param places the first decides, others fill its gaps; of proposals the likeliest first
 */
public record ChannelMatches(long channelId, String channelName, State state, List<Place> places) {
    public ChannelMatches {
        places = List.copyOf(places);
    }

    /** How it came to be. */
    public enum State {
        /** Found, and sure enough to be used. */
        APPLIED,
        /** Found, and a question to the owner. */
        PROPOSED,
        /** By the owner's hand. */
        CHOSEN,
        /** Found, and confirmed by the owner: never changed by itself. */
        LOCKED,
        /** The owner wants no guide for it. */
        EXCLUDED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** By its name in lower case. */
        public static Optional<State> of(String word) {
            for (State state : values()) {
                if (state.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * A channel of a guide.
     *
     * @param guide its name
     * @param score 60 to 100; 0 for a choice
     * @param reasons for people, the decisive one first
     */
    public record Place(String guide, String guideChannel, int score, List<String> reasons) {
        public Place {
            reasons = List.copyOf(reasons);
        }
    }
}
