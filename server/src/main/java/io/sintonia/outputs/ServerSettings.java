package io.sintonia.outputs;

import io.sintonia.config.About;
import io.sintonia.config.ByteSize;
import io.sintonia.config.Confidential;
import io.sintonia.config.Default;
import io.sintonia.config.Example;
import io.sintonia.config.Inspection;
import io.sintonia.config.NetworkRange;
import io.sintonia.config.Range;
import io.sintonia.config.Redacted;
import io.sintonia.config.SettingsFile;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the server listens, and how it is reached.
 *
 * @param port TCP port, 0 for any free one
 * @param bind address or host name of the interface
 * @param publicUrl without a slash at its end
 * @param trustedProxies whose X-Forwarded-* headers are believed
 * @param timeZone for people; players are always told UTC
 * @param answersLimit of rendered lists on disk
 */
@About("Where the server listens, and how players and people reach it.")
public record ServerSettings(
        @About("The TCP port for players and people; 0 takes any free one.")
        @Default("8000")
        @Range(min = "0", max = "65535")
        int port,

        @About("The address to listen on; 127.0.0.1 serves this machine only.") @Default("0.0.0.0")
        String bind,

        @About(
                "The address that links for players begin with; without it, that of the request (X-Forwarded-* headers count only from trusted-proxies).")
        @Confidential
        @Example("https://tv.example.org")
        Optional<String> publicUrl,

        @About("Reverse proxies whose X-Forwarded-* headers are believed.") @Example("[127.0.0.1/32]")
        List<NetworkRange> trustedProxies,

        @About(
                "The time zone for people: UI, logs, names of files; without it, the system's. Players are always told UTC.")
        @Example("Europe/Rome")
        Optional<ZoneId> timeZone,

        @About(
                "How much of the data directory rendered lists for players may take; beyond it the longest unused go first.")
        @Default("1GB")
        @Range(min = "50MB", max = "1TB")
        ByteSize answersLimit) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}");
    // RFC 3986: no user, since every player would be sent it, and no query or fragment, since paths are appended.
    private static final Pattern URL =
            Pattern.compile("https?://([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{1,5})?(/[^\\s?#]*)?");

    /** Refuses what cannot be listened on or linked to. */
    public ServerSettings {
        new Inspection()
                .expect(isHost(bind), "bind", bind, "an address or a host name, without a port")
                .expect(
                        publicUrl.stream().allMatch(url -> URL.matcher(url).matches()),
                        "public-url",
                        publicUrl.map(Redacted::address),
                        "an address such as https://tv.example.org, without user, query or fragment")
                .conclude();
        publicUrl = publicUrl.map(url -> url.replaceAll("/+$", ""));
        trustedProxies = List.copyOf(trustedProxies);
    }

    private static boolean isHost(String bind) {
        var mayBeIpv6 = bind.contains(":") && !bind.contains("/");
        return HOST.matcher(bind).matches()
                || (mayBeIpv6 && NetworkRange.parse(bind).isPresent());
    }

    /** What holds when nothing is set. */
    public static ServerSettings defaults() {
        return SettingsFile.defaults(ServerSettings.class);
    }
}
