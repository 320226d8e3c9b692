package io.sintonia.admin;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import io.sintonia.config.ByteSize;
import io.sintonia.config.Inspection;
import io.sintonia.config.Secret;
import io.sintonia.sources.ManualChannel;
import io.sintonia.sources.Source;
import io.sintonia.sources.SourceOptions;
import io.sintonia.sources.SourceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A source as an administrator wants it; what is left out stays as it is, or is as usual. */
@Serdeable(naming = SnakeCaseStrategy.class)
record SourceWish(
        @Nullable String name,
        @Nullable String type,
        @Nullable String url,
        @Nullable Long refreshSeconds,
        @Nullable String userAgent,
        @Nullable Integer maxConnections,
        @Nullable Boolean refreshCounts,
        @Nullable Map<String, String> headers,
        @Nullable String proxy,
        @Nullable Boolean trustLocal,
        @Nullable String username,
        @Nullable String password,
        @Nullable List<String> include,
        @Nullable Long timeLimitSeconds,
        @Nullable Long sizeLimitBytes,
        @Nullable Long requestPauseMs,
        @Nullable List<ChannelWish> channels,
        @Nullable Boolean enabled) {
    private static final long DAY = 86_400;

    /** A channel of a manual source. */
    @Serdeable(naming = SnakeCaseStrategy.class)
    record ChannelWish(
            String name,
            String url,
            @Nullable String group,
            @Nullable String logo,
            @Nullable String number,
            @Nullable String guideId) {
        ManualChannel channel() {
            return new ManualChannel(
                    name,
                    url,
                    Optional.ofNullable(group),
                    Optional.ofNullable(logo),
                    Optional.ofNullable(number),
                    Optional.ofNullable(guideId));
        }
    }

    /**
     * The settings that it makes of a source, or of none.
     *
     * @throws io.sintonia.config.InvalidInput if they cannot be, all that is wrong at once
     */
    SourceSettings settings(Optional<Source> before) {
        SourceOptions options = before.map(Source::options).orElse(SourceOptions.DEFAULT);
        String called = or(name, before.map(Source::name)).orElse("").strip();
        String kind = or(type, before.map(Source::kind)).orElse("");
        Duration refresh = or(
                        refreshSeconds, before.map(source -> source.refresh().toSeconds()))
                .map(Duration::ofSeconds)
                .orElse(Duration.ofHours(12));
        long time = or(timeLimitSeconds, Optional.empty())
                .orElse(options.limits().time().toSeconds());
        long size = or(sizeLimitBytes, Optional.empty())
                .orElse(options.limits().size().bytes());
        long pause = or(requestPauseMs, Optional.empty())
                .orElse(options.limits().pause().toMillis());
        List<String> wanted =
                include == null ? options.include().stream().map(Enum::name).toList() : include;
        Optional<String> address =
                or(url, before.map(SourceWish::withoutAccount)).filter(text -> !text.equals("manual:"));
        new Inspection()
                .expect(!called.isEmpty() && called.length() <= 200, "name", called, "a name of at most 200 characters")
                .expect(type(kind).isPresent(), "type", kind, "one of m3u, xtream, page, folder, manual")
                .expect(
                        isWithin(refresh.toSeconds(), 60, 365 * DAY),
                        "refresh-seconds",
                        refresh.toSeconds(),
                        "60 to 31536000")
                .expect(isWithin(time, 1, DAY / 4), "time-limit-seconds", time, "1 to 21600")
                .expect(isWithin(size, 1024, 64L << 30), "size-limit-bytes", size, "1024 to 68719476736")
                .expect(isWithin(pause, 0, 300_000), "request-pause-ms", pause, "0 to 300000")
                .expect(
                        wanted.stream().allMatch(word -> content(word).isPresent()),
                        "include",
                        wanted,
                        "live, movies, series")
                .expect(
                        maxConnections == null || isWithin(maxConnections, 0, 100_000),
                        "max-connections",
                        String.valueOf(maxConnections),
                        "0 to 100000")
                .expect(
                        address.stream().allMatch(text -> !text.startsWith("file:") || text.startsWith("file:/")),
                        "url",
                        "file:…",
                        "a file's whole path, such as file:/srv/tv.m3u")
                .conclude();
        int most = maxConnections == null
                ? before.map(source -> source.provider().maxConnections()).orElse(0)
                : maxConnections;
        return new SourceSettings(
                called,
                type(kind).orElseThrow(),
                address,
                refresh,
                or(userAgent, before.flatMap(source -> source.provider().userAgent())),
                most == 0 ? Optional.empty() : Optional.of(most),
                refreshCounts == null
                        ? before.map(source -> source.provider().refreshCounts())
                                .orElse(false)
                        : refreshCounts,
                headers == null
                        ? before.map(source -> source.provider().headers()).orElse(Map.of())
                        : headers,
                or(proxy, before.flatMap(source -> source.provider().proxy())),
                Optional.ofNullable(trustLocal)
                        .or(() -> before.map(source -> source.provider().trustLocal())),
                or(username, options.username()),
                or(password, Optional.empty()).map(Secret::of).or(options::password),
                wanted.stream().map(word -> content(word).orElseThrow()).toList(),
                Duration.ofSeconds(time),
                new ByteSize(size),
                Duration.ofMillis(pause),
                channels == null
                        ? options.channels()
                        : channels.stream().map(ChannelWish::channel).toList(),
                enabled == null ? before.map(Source::enabled).orElse(true) : enabled);
    }

    /** Name and password are kept apart from the address too, and may be what is changed. */
    private static String withoutAccount(Source source) {
        return source.options().username().isEmpty()
                ? source.location()
                : source.location().replaceFirst("(?i)^(https?://)[^/?#]*@", "$1");
    }

    /** An empty text takes away; none leaves what was. */
    private static <T> Optional<T> or(@Nullable T wish, Optional<T> before) {
        return wish == null ? before : Optional.of(wish).filter(value -> !value.equals(""));
    }

    private static boolean isWithin(long value, long least, long most) {
        return value >= least && value <= most;
    }

    private static Optional<SourceSettings.Type> type(String word) {
        return Stream.of(SourceSettings.Type.values())
                .filter(type -> type.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static Optional<SourceSettings.Content> content(String word) {
        return Stream.of(SourceSettings.Content.values())
                .filter(content -> content.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** Its name alone: all else may be secret. */
    @Override
    public String toString() {
        return "SourceWish[" + name + "]";
    }
}
