package io.sintonia.guide;

import java.util.List;

/** What generated programmes are called. {@code %s} stands for the time of day at which one begins, in UTC. */
final class GeneratedShows {
    /** A programme's words. */
    record Show(String title, String description) {}

    private static final List<Show> NIGHT = List.of(
            new Show("Night Carrier", "A quiet picture for those who are still awake at %s."),
            new Show("The Small Hours: %s", "Long takes, slow music, and a clock that keeps its promise."),
            new Show("Signals from Afar", "What reaches the aerial when everybody else is asleep."),
            new Show("Repeat After Midnight", "Yesterday's best half hour once more, from %s."));

    private static final List<Show> MORNING = List.of(
            new Show("Sintonia Morning", "The day begins at %s: weather, music, and what is on today."),
            new Show("Coffee and Colour Bars", "Eight stripes, one cup, no hurry."),
            new Show("Tuning In: %s", "How a picture gets from a tower to a wall, told in small steps."),
            new Show("The Early Bulletin", "Headlines as of %s, read by nobody in particular."));

    private static final List<Show> DAY = List.of(
            new Show("The Test Card Hour: %s", "A circle, a grid and a running clock. Set your watch by it."),
            new Show("Half an Hour of Frequencies", "From long wave to light: a different band every day."),
            new Show("Lunch with the Engineers", "What was mended this week, and what was better left alone."),
            new Show("Sync & Porch", "Stories from between the lines of the picture."),
            new Show("The Afternoon Loop", "Begins again where it began. On since %s."));

    private static final List<Show> EVENING = List.of(
            new Show("Sintonia Tonight", "The evening's first half hour, live from %s."),
            new Show("Prime Time: %s", "A grand title for a small programme."),
            new Show("The Last Mile", "A play in many parts about a cable and its end."),
            new Show("Closing Picture", "The day in stills, before the carrier goes quiet."));

    private GeneratedShows() {}

    /** The show of a half hour: suits the hour of the day, varies with channel and day. */
    static Show at(int hour, int flavour, long block) {
        List<Show> shows = hour < 6 ? NIGHT : hour < 11 ? MORNING : hour < 18 ? DAY : EVENING;
        // spread by Knuth's multiplicative hashing; the second factor keeps neighbours apart
        long mixed = (flavour * 2654435761L) ^ (block / 48 * 40503L);
        return shows.get((int) Math.floorMod((mixed >>> 7) + block, (long) shows.size()));
    }
}
