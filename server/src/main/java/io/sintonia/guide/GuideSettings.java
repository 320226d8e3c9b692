package io.sintonia.guide;

import io.sintonia.config.About;
import io.sintonia.config.Confidential;
import io.sintonia.config.Default;
import io.sintonia.config.Example;
import io.sintonia.config.Inspection;
import io.sintonia.config.Range;
import io.sintonia.config.Redacted;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where programmes come from, as the settings declare it.
 *
 * @param url may carry credentials; shown only redacted
 * @param priority 1 is asked first
 * @param shift added to all its times, see {@link TimeShift}
 * @param zone what times without one are in
 * @param headers sent with every request to it, in the file's order
 * @param trustLocal whether it may lead to private or loopback addresses
 */
@About("Where the programme guide comes from: XMLTV, plain or compressed.")
public record GuideSettings(
        @About("The guide's name, for people.") @Example("Guide")
        String name,

        @About("Its address: http:, https:, or file: for guides on this machine.")
        @Confidential
        @Example("https://example.org/guide.xml.gz")
        String url,

        @About("How often it is read again.") @Default("12h") @Range(min = "1m", max = "365d")
        Duration refresh,

        @About("Which guide is preferred where several know a channel; 1 comes first.")
        @Default("1")
        @Range(min = "1", max = "1000")
        int priority,

        @About("What is added to all its times, for guides that are wrong by hours: 1h, -30m, -4h30m.") @Example("-1h")
        Optional<String> shift,

        @About("The zone of times that name none; without it, UTC.") @Example("Europe/Rome")
        Optional<String> zone,

        @About("The User-Agent sent to it; without it, our own.") @Example("VLC/3.0.20")
        Optional<String> userAgent,

        @About("Headers sent with every request to it.") @Confidential @Example("{Referer: \"https://example.org/\"}")
        Map<String, String> headers,

        @About("A proxy for this guide alone: socks5: or http:, with a port.")
        @Confidential
        @Example("socks5://127.0.0.1:9050")
        Optional<String> proxy,

        @About(
                "Whether it may lead to private or loopback addresses; without it, it may if it lies at such an address itself.")
        @Example("true")
        Optional<Boolean> trustLocal) {
    private static final Pattern ADDRESS = Pattern.compile("(?i)https?://[^\\s/?#]+\\S*|file:[^\\p{Cntrl}]+");
    private static final Pattern PROXY = Pattern.compile(
            "(?i)(socks5|http)://([^\\s/?#@]*@)?([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):\\d{1,5}/?");
    // RFC 9110, 5.6.2: token.
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** Refuses addresses that cannot be fetched, and what cannot be sent or understood. */
    public GuideSettings {
        new Inspection()
                .expect(
                        ADDRESS.matcher(url).matches(),
                        "url",
                        Redacted.address(url),
                        "an address such as https://example.org/guide.xml.gz or file:guide.xml")
                .expect(
                        shift.stream().allMatch(text -> TimeShift.parse(text).isPresent()),
                        "shift",
                        shift.orElse(""),
                        "hours and minutes, at most a day, such as 1h, -30m or -4h30m")
                .expect(
                        zone.stream().allMatch(text -> TimeShift.zone(text).isPresent()),
                        "zone",
                        zone.orElse(""),
                        "a zone such as Europe/Rome or +01:00")
                .expect(
                        proxy.stream().allMatch(text -> PROXY.matcher(text).matches()),
                        "proxy",
                        proxy.map(Redacted::address),
                        "an address such as socks5://127.0.0.1:9050 or http://proxy.example:3128")
                .expect(
                        headers.entrySet().stream().allMatch(GuideSettings::isSendable),
                        "headers",
                        "***",
                        "names of letters, digits and hyphens, and values of one line")
                .expect(userAgent.stream().allMatch(GuideSettings::isOneLine), "user-agent", "***", "one line of text")
                .conclude();
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    private static boolean isSendable(Map.Entry<String, String> header) {
        return TOKEN.matcher(header.getKey()).matches() && isOneLine(header.getValue());
    }

    private static boolean isOneLine(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    /** How far its times are moved. */
    Duration timeShift() {
        return shift.flatMap(TimeShift::parse).orElse(Duration.ZERO);
    }

    /** The zone of times without one, if it is not UTC. */
    Optional<ZoneId> timeZone() {
        return zone.flatMap(TimeShift::zone);
    }

    /** All settings, but the address without what may be secret in it. */
    @Override
    public String toString() {
        return Redacted.text(this);
    }
}
