package io.sintonia.guide;

import io.sintonia.fetch.AddressPolicy;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the configuration file's guides into what the tables keep. Pure. */
public final class DeclaredGuides {
    private static final Pattern WEB =
            Pattern.compile("(?i:https?)://(?:[^/?#]*@)?(?<host>\\[[^\\]]*\\]|[^/?#:]*).*", Pattern.DOTALL);
    // Names that no public name server knows: of one part, and RFC 6761, 6762, 8375 and what routers make up.
    private static final Pattern LOCAL_NAME =
            Pattern.compile("[^.]+|.*\\.(?:localhost|local|lan|home|home\\.arpa|internal|fritz\\.box)\\.?");

    private static final GuideSource.Standing NOTHING = new GuideSource.Standing(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, 0, false);

    private DeclaredGuides() {}

    /**
     * The guides as declared; they have no ids yet.
     *
     * @param folder what relative file paths start from: the configuration file's folder
     */
    public static List<GuideSource> of(List<GuideSettings> settings, Path folder) {
        return settings.stream().map(guide -> declared(guide, folder)).toList();
    }

    private static GuideSource declared(GuideSettings guide, Path folder) {
        String location = location(guide.url(), folder);
        return new GuideSource(
                0,
                guide.name(),
                location,
                guide.refresh(),
                guide.priority(),
                new GuideSource.Asking(
                        guide.userAgent(),
                        guide.headers(),
                        guide.proxy(),
                        guide.timeZone(),
                        guide.trustLocal().orElseGet(() -> isLocal(location))),
                guide.timeShift(),
                NOTHING);
    }

    private static String location(String url, Path folder) {
        if (!url.startsWith("file:")) {
            return url;
        }
        String path = url.substring("file:".length());
        String plain = path.replaceFirst("^//(localhost)?(?=/)", ""); // RFC 8089, 2
        return "file:" + folder.resolve(plain).toAbsolutePath().normalize();
    }

    /** What the operator put into the private network may be fetched there (docs/decisions/0008). */
    static boolean isLocal(String location) {
        Matcher web = WEB.matcher(location);
        if (!web.matches()) {
            return true; // a file
        }
        String host = web.group("host").replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
        try {
            return !AddressPolicy.PUBLIC_ONLY.permits(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return LOCAL_NAME.matcher(host).matches(); // a name is taken as it is written: looking it up may take long
        }
    }
}
