package io.sintonia.sources;

import io.sintonia.config.ByteSize;
import io.sintonia.config.Secret;
import io.sintonia.sources.SourceSettings.Content;
import io.sintonia.storage.JsonText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a source is read, beside how its provider wants to be asked.
 *
 * @param include what is taken over; never empty
 * @param username of the account at an Xtream provider
 * @param password of the account at an Xtream provider
 * @param limits what one request may cost
 * @param channels of a manual source
 */
public record SourceOptions(
        Set<Content> include,
        Optional<String> username,
        Optional<Secret> password,
        Limits limits,
        List<ManualChannel> channels) {
    /** Everything is taken over, without an account, within the usual limits. */
    public static final SourceOptions DEFAULT = new SourceOptions(
            EnumSet.allOf(Content.class), Optional.empty(), Optional.empty(), Limits.DEFAULT, List.of());

    /** The most channels of one manual source. */
    private static final int MOST_CHANNELS = 10_000;

    /**
     * What one request may cost.
     *
     * @param time to the last byte
     * @param size as it travels
     * @param pause before the next one
     */
    public record Limits(Duration time, ByteSize size, Duration pause) {
        static final Limits DEFAULT = new Limits(Duration.ofMinutes(10), new ByteSize(1L << 30), Duration.ofSeconds(1));
    }

    public SourceOptions {
        include = include.isEmpty()
                ? Collections.unmodifiableSet(EnumSet.allOf(Content.class))
                : Collections.unmodifiableSet(EnumSet.copyOf(include));
        channels = List.copyOf(channels);
    }

    /** What was declared. */
    static SourceOptions of(SourceSettings settings) {
        return new SourceOptions(
                EnumSet.copyOf(settings.include()),
                settings.username(),
                settings.password(),
                new Limits(settings.timeLimit(), settings.sizeLimit(), settings.requestPause()),
                settings.channels());
    }

    /** Beside what the provider's text has already, for the table's settings column. */
    String textWith(String providerText) {
        Map<String, String> map = new LinkedHashMap<>(JsonText.map(providerText));
        map.put("include", include.stream().map(Content::name).collect(Collectors.joining(",")));
        username.ifPresent(name -> map.put("username", name));
        password.ifPresent(secret -> map.put("password", secret.reveal()));
        map.put("time-limit", Long.toString(limits.time().toMillis()));
        map.put("size-limit", Long.toString(limits.size().bytes()));
        map.put("request-pause", Long.toString(limits.pause().toMillis()));
        for (int i = 0; i < channels.size(); i++) {
            map.put("channel." + i, text(channels.get(i)));
        }
        return JsonText.of(map);
    }

    /** Reads what {@link #textWith} wrote; what is missing is as usual. */
    static SourceOptions read(String settings) {
        Map<String, String> map = JsonText.map(settings);
        Set<Content> include = EnumSet.noneOf(Content.class);
        for (Content content : Content.values()) {
            if (List.of(map.getOrDefault("include", "").split(",")).contains(content.name())) {
                include.add(content);
            }
        }
        List<ManualChannel> channels = new ArrayList<>();
        for (int i = 0; i < MOST_CHANNELS && map.containsKey("channel." + i); i++) {
            channels.add(channel(JsonText.map(map.getOrDefault("channel." + i, "{}"))));
        }
        return new SourceOptions(
                include,
                Optional.ofNullable(map.get("username")),
                Optional.ofNullable(map.get("password")).map(Secret::of),
                new Limits(
                        Duration.ofMillis(
                                number(map, "time-limit", Limits.DEFAULT.time().toMillis())),
                        new ByteSize(
                                number(map, "size-limit", Limits.DEFAULT.size().bytes())),
                        Duration.ofMillis(number(
                                map, "request-pause", Limits.DEFAULT.pause().toMillis()))),
                channels);
    }

    private static long number(Map<String, String> map, String key, long otherwise) {
        String text = map.get(key);
        return text == null ? otherwise : Long.parseLong(text);
    }

    private static String text(ManualChannel channel) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("name", channel.name());
        map.put("url", channel.url());
        channel.group().ifPresent(text -> map.put("group", text));
        channel.logo().ifPresent(text -> map.put("logo", text));
        channel.number().ifPresent(text -> map.put("number", text));
        channel.guideId().ifPresent(text -> map.put("guide-id", text));
        return JsonText.of(map);
    }

    private static ManualChannel channel(Map<String, String> map) {
        return new ManualChannel(
                map.getOrDefault("name", ""),
                map.getOrDefault("url", ""),
                Optional.ofNullable(map.get("group")),
                Optional.ofNullable(map.get("logo")),
                Optional.ofNullable(map.get("number")),
                Optional.ofNullable(map.get("guide-id")));
    }

    /** Without account, and without the channels' addresses. */
    @Override
    public String toString() {
        return "SourceOptions[" + include.toString().toLowerCase(Locale.ROOT) + ", " + channels.size() + " channels]";
    }
}
