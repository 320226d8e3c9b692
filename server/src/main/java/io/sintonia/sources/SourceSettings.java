package io.sintonia.sources;

import io.sintonia.config.About;
import io.sintonia.config.Confidential;
import io.sintonia.config.Default;
import io.sintonia.config.Example;
import io.sintonia.config.Inspection;
import io.sintonia.config.Range;
import io.sintonia.config.Redacted;
import io.sintonia.config.Secret;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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
 */
@About(
        "Where channels, films and series come from. These sources live in the file; those made in the UI live in the database.")
public record SourceSettings(
        @About("The source's name, for people.") @Example("My list")
        String name,

        @About("What it is: an m3u list, an xtream provider, or a page that holds links or JSON.") @Example("m3u")
        Type type,

        @About("Its address: http:, https:, or file: for lists and pages on this machine.")
        @Confidential
        @Example("file:lists/tv.m3u")
        String url,

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

        @About("Whether it is read at all.") @Default("true")
        boolean enabled) {

    /** What a source is. */
    public enum Type {
        /** A playlist. */
        M3U,
        /** A provider with the Xtream Codes API. */
        XTREAM,
        /** A page with AceStream links, playlist links, or JSON inside. */
        PAGE
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
        new Inspection()
                .expect(
                        type == Type.XTREAM
                                || FILE.matcher(url).matches()
                                || WEB.matcher(url).matches(),
                        "url",
                        Redacted.address(url),
                        "an address such as https://example.org/tv.m3u or file:lists/tv.m3u")
                .expect(
                        type != Type.XTREAM || WEB.matcher(url).matches(),
                        "url",
                        Redacted.address(url),
                        "the provider's address, such as http://provider.example:8080")
                .expect(account || username.isPresent(), "username", "", "the account's name, since type is xtream")
                .expect(account || password.isPresent(), "password", "", "the account's password, since type is xtream")
                .expect(
                        proxy.stream()
                                .allMatch(address -> PROXY.matcher(address).matches()),
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
