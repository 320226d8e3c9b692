package io.sintonia.sources;

import io.sintonia.config.About;
import io.sintonia.config.ByteSize;
import io.sintonia.config.Confidential;
import io.sintonia.config.Default;
import io.sintonia.config.Distinct;
import io.sintonia.config.Example;
import io.sintonia.config.Inspection;
import io.sintonia.config.Range;
import io.sintonia.config.Redacted;
import io.sintonia.config.Secret;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where channels, films and series come from, as the settings declare it.
 *
 * @param url may carry credentials; shown only redacted
 * @param maxConnections streams at once that the provider allows; without it, what an Xtream provider says, else any number
 * @param refreshCounts whether reading the list takes one of these (docs/decisions/0016)
 * @param headers sent with every request to this source, in the file's order
 * @param proxy for lists and streams of this source alone
 * @param trustLocal whether its addresses may be private or loopback ones
 * @param username, with the password: of an Xtream account, or for HTTP basic authentication
 * @param include what is taken over; never empty
 * @param timeLimit for one answer, to its last byte
 * @param sizeLimit of one answer as it travels
 * @param requestPause between two requests of one import
 * @param channels of a manual source
 */
@About(
        "Where channels, films and series come from. These sources live in the file; those made in the UI live in the database.")
public record SourceSettings(
        @About("The source's name, for people.") @Example("My list")
        String name,

        @About(
                "What it is: an m3u list (or a Chinese TXT list), an xtream provider, a page that holds links or JSON, a folder of films, or manual for channels written here.")
        @Example("m3u")
        Type type,

        @About(
                "Its address: http:, https:, or file: for lists, pages and folders on this machine; manual sources have none.")
        @Confidential
        @Example("file:lists/tv.m3u")
        Optional<String> url,

        @About("How often it is read again.") @Default("12h") @Range(min = "1m", max = "365d")
        Duration refresh,

        @About("The User-Agent sent to it; without it, our own.") @Example("VLC/3.0.20")
        Optional<String> userAgent,

        @About("How many streams the source allows at once; without it, what an xtream provider says, else any number.")
        @Range(min = "1", max = "100000")
        @Example("2")
        Optional<Integer> maxConnections,

        @About(
                "Whether reading the list takes one of these connections, which few providers count; then it waits until one is free.")
        @Default("false")
        boolean refreshCounts,

        @About("Headers sent with every request to it.") @Confidential @Example("{Referer: \"https://example.org/\"}")
        Map<String, String> headers,

        @About("A proxy for this source alone: socks5: or http:, with a port.")
        @Confidential
        @Example("socks5://127.0.0.1:9050")
        Optional<String> proxy,

        @About(
                "Whether the addresses in it may be private or loopback ones; without it, they may if the list itself is a file or lies at such an address.")
        @Example("true")
        Optional<Boolean> trustLocal,

        @About("The account's name at the provider; xtream needs it.") @Example("me")
        Optional<String> username,

        @About("The account's password at the provider; xtream needs it.") @Example("change-me")
        Optional<Secret> password,

        @About("What is taken over: live, movies, series or several of them.") @Default("[live, movies, series]")
        List<Content> include,

        @About("How long one answer of it may take, to its last byte.") @Default("10m") @Range(min = "1s", max = "6h")
        Duration timeLimit,

        @About("How large one answer of it may be; unpacked, four times that.")
        @Default("1GiB")
        @Range(min = "1KiB", max = "64GiB")
        ByteSize sizeLimit,

        @About("How long is waited between two requests to it during an import.")
        @Default("1s")
        @Range(min = "0s", max = "5m")
        Duration requestPause,

        @About("The channels of a manual source.") @Example("[]") @Distinct("name")
        List<ManualChannel> channels,

        @About("Whether it is read at all.") @Default("true")
        boolean enabled) {

    /** What a source is. */
    public enum Type {
        /** A playlist. */
        M3U,
        /** A provider with the Xtream Codes API. */
        XTREAM,
        /** A page with AceStream links, playlist links, or JSON inside. */
        PAGE,
        /** A folder of films and episodes on this machine. */
        FOLDER,
        /** Channels that are written where the source is declared. */
        MANUAL;

        /** What the tables call it. */
        String kind() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether a source of this kind is one that is read: the demo's, for one, is not. */
        static boolean isKind(String kind) {
            return Stream.of(values()).anyMatch(type -> type.kind().equals(kind));
        }
    }

    /** What is taken over from a source. */
    public enum Content {
        /** Channels. */
        LIVE,
        /** Films. */
        MOVIES,
        /** Series with their episodes. */
        SERIES
    }

    private static final Pattern WEB = Pattern.compile("(?i)https?://[^\\s/?#]+\\S*");
    private static final Pattern FILE = Pattern.compile("file:[^\\p{Cntrl}]+");
    private static final Pattern PROXY = Pattern.compile(
            "(?i)(socks5|http)://([^\\s/?#@]*@)?([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):\\d{1,5}/?");
    // RFC 9110, 5.6.2: token.
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** Refuses addresses that cannot be fetched and headers that cannot be sent. */
    public SourceSettings {
        var account = type != Type.XTREAM;
        var address = url.orElse("");
        new Inspection()
                .expect(
                        isUsable(type, address),
                        "url",
                        address.isEmpty() ? "" : Redacted.address(address),
                        switch (type) {
                            case M3U, PAGE -> "an address such as https://example.org/tv.m3u or file:lists/tv.m3u";
                            case XTREAM -> "the provider's address, such as http://provider.example:8080";
                            case FOLDER -> "a folder of this machine, such as file:/srv/films";
                            case MANUAL -> "none, since a manual source's channels have addresses of their own";
                        })
                .expect(
                        type != Type.MANUAL || !channels.isEmpty(),
                        "channels",
                        "",
                        "at least one channel with name and url, since type is manual")
                .expect(
                        type == Type.MANUAL || channels.isEmpty(),
                        "channels",
                        channels.size(),
                        "none, since type is not manual")
                .expect(account || username.isPresent(), "username", "", "the account's name, since type is xtream")
                .expect(account || password.isPresent(), "password", "", "the account's password, since type is xtream")
                .expect(
                        proxy.stream()
                                .allMatch(written -> PROXY.matcher(written).matches()),
                        "proxy",
                        proxy.map(Redacted::address),
                        "an address such as socks5://127.0.0.1:9050 or http://proxy.example:3128")
                .expect(
                        headers.entrySet().stream().allMatch(SourceSettings::isSendable),
                        "headers",
                        "***",
                        "names of letters, digits and hyphens, and values of one line")
                .expect(userAgent.stream().allMatch(SourceSettings::isOneLine), "user-agent", "***", "one line of text")
                .expect(!include.isEmpty(), "include", include, "at least one of live, movies and series")
                .conclude();
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        include = List.copyOf(include);
        channels = List.copyOf(channels);
    }

    private static boolean isUsable(Type type, String address) {
        return switch (type) {
            case M3U, PAGE ->
                FILE.matcher(address).matches() || WEB.matcher(address).matches();
            case XTREAM -> WEB.matcher(address).matches();
            case FOLDER -> FILE.matcher(address).matches();
            case MANUAL -> address.isEmpty();
        };
    }

    private static boolean isSendable(Map.Entry<String, String> header) {
        return TOKEN.matcher(header.getKey()).matches() && isOneLine(header.getValue());
    }

    private static boolean isOneLine(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    /** All settings, but addresses without what may be secret in them. */
    @Override
    public String toString() {
        return Redacted.text(this);
    }
}
