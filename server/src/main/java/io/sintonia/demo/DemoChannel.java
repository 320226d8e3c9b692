package io.sintonia.demo;

import java.util.Arrays;
import java.util.Optional;

/** The channels of the demo source, in order of display. */
enum DemoChannel {
    CARD("card", "Sintonia Test Card", "Demo", "1"),
    BARS("bars", "Sintonia Colour Bars", "Demo", "2"),
    RADIO("radio", "Sintonia Radio", "Radio", "3");

    /** What every address of the demo source begins with. */
    static final String SCHEME = "demo:";

    private final String key;
    private final String title;
    private final String group;
    private final String number;

    DemoChannel(String key, String title, String group, String number) {
        this.key = key;
        this.title = title;
        this.group = group;
        this.number = number;
    }

    /** The channel at an address, if there is one. */
    static Optional<DemoChannel> at(String url) {
        return Arrays.stream(values())
                .filter(channel -> channel.url().equals(url))
                .findFirst();
    }

    /** Its identity within the demo source. */
    String key() {
        return key;
    }

    /** What viewers call it. */
    String title() {
        return title;
    }

    String group() {
        return group;
    }

    String number() {
        return number;
    }

    boolean radio() {
        return this == RADIO;
    }

    /** The id its programmes carry in the demo guide. */
    String guideId() {
        return key + ".demo.sintonia";
    }

    String url() {
        return SCHEME + key;
    }

    /** Where its clip lies on the class path. */
    String resource() {
        return "/demo/" + key + ".ts";
    }
}
