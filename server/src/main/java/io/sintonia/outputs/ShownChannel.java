package io.sintonia.outputs;

import io.sintonia.catalogue.Category;
import io.sintonia.catalogue.Channel;
import io.sintonia.catalogue.Lineup;
import io.sintonia.guide.Guide;
import java.util.function.Consumer;

/**
 * What players are told of a channel, word for word the same in JSON, M3U and XMLTV: players match the answers by it.
 *
 * @param place its place in the account's whole lineup, from 1
 * @param name in one line, never empty
 * @param icon an http(s) URL, or empty
 * @param guideId under which its programmes are found: the guide's, else the one its list gave; empty if there is none
 * @param group its category's name in one line, never empty
 */
public record ShownChannel(Channel channel, int place, String name, String icon, String guideId, String group) {
    private static final String NO_GROUP = "Uncategorised";

    /** A channel at a place of a lineup, with the id that a guide knows it by. */
    public static ShownChannel of(Channel channel, int place, Guide guide) {
        String name = OneLine.of(channel.name());
        return new ShownChannel(
                channel,
                place,
                name.isEmpty() ? "Channel " + channel.id() : name,
                icon(channel.logo()),
                guideId(channel, guide),
                group(channel.category()));
    }

    /** Shows every channel of a lineup, in order, one after another. */
    public static void each(Lineup lineup, Guide guide, Consumer<ShownChannel> show) {
        lineup.each(Lineup.EVERY_CATEGORY, (channel, place) -> show.accept(of(channel, place, guide)));
    }

    /** A category's name as players are shown it. */
    public static String group(Category category) {
        String name = OneLine.of(category.name());
        return name.isEmpty() ? NO_GROUP : name;
    }

    /** The id under which a channel's programmes are found; quotes would end an M3U attribute, so there are none. */
    public static String guideId(Channel channel, Guide guide) {
        return OneLine.of(guide.guideIdOf(channel).orElse(channel.guideId())).replace('"', '\'');
    }

    /** Players fetch icons themselves, so only addresses that they can reach are passed on. */
    public static String icon(String logo) {
        String url = OneLine.of(logo);
        boolean web = url.regionMatches(true, 0, "http://", 0, 7) || url.regionMatches(true, 0, "https://", 0, 8);
        return web ? url.replace("\"", "%22").replace(" ", "%20") : "";
    }

    /** The channel's own number if it is a plain one, else its place. */
    public int number() {
        String own = channel.number();
        boolean plain = !own.isEmpty() && own.length() <= 9 && own.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain ? Integer.parseInt(own) : place;
    }
}
