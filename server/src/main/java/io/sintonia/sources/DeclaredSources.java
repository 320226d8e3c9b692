package io.sintonia.sources;

import io.sintonia.catalogue.Provider;
import io.sintonia.config.Secret;
import io.sintonia.fetch.AddressPolicy;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the configuration file's sources into what the tables keep. Pure. */
public final class DeclaredSources {
    private static final Pattern WEB =
            Pattern.compile("(?<scheme>(?i:https?)://)(?<authority>[^/?#]*)(?<rest>.*)", Pattern.DOTALL);
    // Names that no public name server knows: of one part, and RFC 6761, 6762, 8375 and what routers make up.
    private static final Pattern LOCAL_NAME =
            Pattern.compile("[^.]+|.*\\.(?:localhost|local|lan|home|home\\.arpa|internal|fritz\\.box)\\.?");

    private DeclaredSources() {}

    /**
     * The sources as declared.
     *
     * @param folder what relative file paths start from: the configuration file's folder
     */
    public static List<SourceRows.Declared> of(List<SourceSettings> settings, Path folder) {
        return settings.stream().map(source -> declared(source, folder)).toList();
    }

    private static SourceRows.Declared declared(SourceSettings source, Path folder) {
        String location = location(source.url().orElse("manual:"), folder);
        Provider provider = new Provider(
                0,
                source.name(),
                source.userAgent(),
                source.headers(),
                source.proxy(),
                source.maxConnections().orElse(0),
                source.trustLocal().orElseGet(() -> isLocal(location)),
                source.refreshCounts());
        return new SourceRows.Declared(
                source.name(),
                source.type().kind(),
                source.type() == SourceSettings.Type.XTREAM
                        ? location
                        : withAccount(location, source.username(), source.password()),
                source.refresh(),
                source.enabled(),
                provider,
                SourceOptions.of(source));
    }

    private static String location(String url, Path folder) {
        if (!url.startsWith("file:")) {
            return url;
        }
        String path = url.substring("file:".length());
        String plain = path.replaceFirst("^//(localhost)?(?=/)", ""); // RFC 8089, 2
        return "file:" + folder.resolve(plain).toAbsolutePath().normalize();
    }

    /** HTTP basic authentication travels in the address (RFC 3986, 3.2.1), where it has not got its own already. */
    private static String withAccount(String location, Optional<String> username, Optional<Secret> password) {
        Matcher web = WEB.matcher(location);
        if (username.isEmpty() || !web.matches() || web.group("authority").indexOf('@') >= 0) {
            return location;
        }
        String userInfo = escaped(username.get()) + ":"
                + escaped(password.map(Secret::reveal).orElse("")) + "@";
        return web.group("scheme") + userInfo + web.group("authority") + web.group("rest");
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * A list on this machine or in the private network was put there by the operator, so its entries may point there too;
     * one from the internet may not, unless it is declared so (docs/decisions/0008).
     */
    static boolean isLocal(String location) {
        Matcher web = WEB.matcher(location);
        if (!web.matches()) {
            return location.startsWith("file:") || location.equals("manual:");
        }
        String authority = web.group("authority");
        String host = authority
                .substring(authority.lastIndexOf('@') + 1)
                .replaceFirst(":\\d*$", "")
                .replaceAll("[\\[\\]]", "")
                .toLowerCase(Locale.ROOT);
        try {
            return !AddressPolicy.PUBLIC_ONLY.permits(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return LOCAL_NAME.matcher(host).matches(); // a name is taken as it is written: looking it up may take long
        }
    }
}
