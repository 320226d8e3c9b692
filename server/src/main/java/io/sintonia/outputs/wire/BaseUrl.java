package io.sintonia.outputs.wire;

import java.util.Locale;

/**
 * The address under which a player reaches us, which all addresses in answers begin with.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or an address, IPv6 in brackets
 * @param prefix path before everything of ours, empty or beginning with a slash and not ending with one
 */
public record BaseUrl(String scheme, String host, int port, String prefix) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /**
     * Of a configured URL. Read by hand: names of hosts with an underscore, which containers have, are none to
     * {@link java.net.URI}.
     */
    public static BaseUrl parse(String url) {
        int mark = url.indexOf("://");
        if (mark < 0) {
            throw new IllegalArgumentException("expected an address such as https://tv.example.org");
        }
        int slash = url.indexOf('/', mark + 3);
        String authority = url.substring(mark + 3, slash < 0 ? url.length() : slash);
        String path = slash < 0 ? "" : url.substring(slash).replaceAll("/+$", "");
        BaseUrl root = ofHost(url.substring(0, mark).toLowerCase(Locale.ROOT), authority);
        return new BaseUrl(root.scheme, root.host, root.port, path);
    }

    /** Of a scheme and a Host header; the scheme's own port if the header names none. */
    public static BaseUrl ofHost(String scheme, String hostHeader) {
        int colon = hostHeader.lastIndexOf(':');
        boolean hasPort = colon > 0 && hostHeader.indexOf(']', colon) < 0 && isPort(hostHeader.substring(colon + 1));
        String host = hasPort ? hostHeader.substring(0, colon) : hostHeader;
        int port = hasPort ? Integer.parseInt(hostHeader.substring(colon + 1)) : standardPort(scheme);
        return new BaseUrl(scheme, host, port, "");
    }

    public boolean isSecure() {
        return scheme.equals("https");
    }

    @Override
    public String toString() {
        String where = port == standardPort(scheme) ? host : host + ":" + port;
        return scheme + "://" + where + prefix;
    }

    private static int standardPort(String scheme) {
        return scheme.equals("https") ? HTTPS : HTTP;
    }

    private static boolean isPort(String text) {
        return !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
