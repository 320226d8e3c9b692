package io.sintonia.outputs.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.sintonia.config.NetworkRange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands a player's request: who asks, through which proxy, under which address. */
public final class RequestReader {
    private static final int LONGEST_AGENT = 200;
    private static final int LAST_PORT = 65_535;
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:(?<port>\\d{1,5}))?");

    private final List<NetworkRange> trustedProxies;
    private final Optional<BaseUrl> publicUrl;

    /**
     * Reads requests.
     *
     * @param trustedProxies whose X-Forwarded headers are believed
     * @param publicUrl what addresses in answers begin with; the request's own Host if empty
     */
    public RequestReader(List<NetworkRange> trustedProxies, Optional<BaseUrl> publicUrl) {
        this.trustedProxies = List.copyOf(trustedProxies);
        this.publicUrl = publicUrl;
    }

    /** The path of a request's target, with doubled slashes and our public prefix taken away. */
    String path(String uri) {
        int query = uri.indexOf('?');
        String path = withoutAuthority(query < 0 ? uri : uri.substring(0, query));
        while (path.contains("//")) {
            path = path.replace("//", "/");
        }
        String prefix = publicUrl.map(BaseUrl::prefix).orElse("");
        return !prefix.isEmpty() && path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    }

    /** RFC 9112, 3.2.2: a server takes targets in absolute form too, as some proxies send them. */
    private static String withoutAuthority(String path) {
        int mark = path.startsWith("/") ? -1 : path.indexOf("://");
        if (mark < 0) {
            return path;
        }
        int slash = path.indexOf('/', mark + 3);
        return slash < 0 ? "/" : path.substring(slash);
    }

    PlayerRequest read(HttpRequest request, Map<String, String> form, InetSocketAddress peer) {
        String uri = request.uri();
        int query = uri.indexOf('?');
        HttpHeaders headers = request.headers();
        boolean trusted = isTrusted(peer.getAddress());
        return new PlayerRequest(
                request.method().name(),
                segments(path(uri)),
                Parameters.of(query < 0 ? "" : uri.substring(query + 1), form),
                trusted ? forwardedFor(headers, peer.getAddress()) : peer.getAddress(),
                shortened(headers.get(HttpHeaderNames.USER_AGENT, "")),
                publicUrl.orElseGet(() -> base(headers, trusted)),
                new PlayerRequest.Wishes(
                        headers.get(HttpHeaderNames.ACCEPT_ENCODING, "")
                                .toLowerCase(Locale.ROOT)
                                .contains("gzip"),
                        Optional.ofNullable(headers.get(HttpHeaderNames.IF_NONE_MATCH))));
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(Parameters.decoded(segment, Parameters.Plus.ITSELF));
            }
        }
        return segments;
    }

    private static BaseUrl base(HttpHeaders headers, boolean trusted) {
        String scheme = trusted ? headers.get("X-Forwarded-Proto", "http") : "http";
        String host = headers.get(HttpHeaderNames.HOST, "localhost");
        if (trusted) {
            host = firstOf(headers.get("X-Forwarded-Host", host));
        }
        return BaseUrl.ofHost(
                firstOf(scheme).equalsIgnoreCase("https") ? "https" : "http", isHost(host) ? host : "localhost");
    }

    /** Whether an address in an answer may be made of it: what is written here comes back in players' lists. */
    private static boolean isHost(String header) {
        Matcher parts = HOST.matcher(header);
        if (!parts.matches()) {
            return false;
        }
        String port = parts.group("port");
        return port == null || Integer.parseInt(port) <= LAST_PORT;
    }

    /**
     * The last address in the chain that is no proxy of ours; the first one if all are, as in a home network that is
     * trusted as a whole. A proxy may append to the header or add a second one (RFC 9110, 5.3): together they are the
     * chain, else a client could write the first itself.
     */
    private InetAddress forwardedFor(HttpHeaders headers, InetAddress peer) {
        String[] chain = String.join(",", headers.getAll("X-Forwarded-For")).split(",", -1);
        InetAddress nearest = peer;
        for (int i = chain.length - 1; i >= 0; i--) {
            Optional<InetAddress> address = literal(withoutPort(chain[i].strip()));
            if (address.isEmpty()) {
                return nearest;
            }
            nearest = address.get();
            if (!isTrusted(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    private boolean isTrusted(InetAddress address) {
        return trustedProxies.stream().anyMatch(range -> range.contains(address));
    }

    /** Some proxies write {@code 192.0.2.7:4711} or {@code [2001:db8::7]:4711}. */
    private static String withoutPort(String text) {
        if (text.startsWith("[")) {
            int bracket = text.indexOf(']');
            return bracket < 0 ? text : text.substring(1, bracket);
        }
        int colon = text.indexOf(':');
        return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
    }

    /** An address as it is written; never looked up. */
    private static Optional<InetAddress> literal(String text) {
        boolean looksLikeOne = !text.isEmpty()
                && text.length() <= 45
                && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':')
                && (text.indexOf(':') >= 0 || Character.isDigit(text.charAt(text.length() - 1)));
        if (!looksLikeOne) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String firstOf(String list) {
        int comma = list.indexOf(',');
        return (comma < 0 ? list : list.substring(0, comma)).strip();
    }

    private static String shortened(String agent) {
        return agent.length() <= LONGEST_AGENT ? agent : agent.substring(0, LONGEST_AGENT);
    }
}
