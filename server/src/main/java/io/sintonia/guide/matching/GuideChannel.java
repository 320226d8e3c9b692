package io.sintonia.guide.matching;

import java.util.List;

/**
 * A channel as a guide declares it.
 *
 * @param id its id in the guide, which programmes refer to
 * @param displayNames all of them, in the guide's order
 * @param source the guide; of two that fit alike the one with the smaller number is taken
 * @param country of the guide, as of {@link io.sintonia.names.Country#hint}; empty where it has several or is not known
 */
public record GuideChannel(String id, List<String> displayNames, int source, String country) {
    public GuideChannel {
        displayNames = List.copyOf(displayNames);
    }
}
