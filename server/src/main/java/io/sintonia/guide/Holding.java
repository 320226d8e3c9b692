package io.sintonia.guide;

import java.util.Set;

/** Makes the guide of the house follow what the tables say. Any thread. */
final class Holding {
    private final ChosenGuides chosen;
    private final ImportedGuide guide;

    Holding(ChosenGuides chosen, ImportedGuide guide) {
        this.chosen = chosen;
        this.guide = guide;
    }

    /**
     * Reads the plan and follows it; the last to begin wins.
     *
     * @return guides of which a channel is wanted whose programmes were passed over
     */
    synchronized Set<Long> renew() {
        ChosenGuides.Made made = chosen.make();
        guide.follow(made.plan());
        return made.incomplete();
    }
}
