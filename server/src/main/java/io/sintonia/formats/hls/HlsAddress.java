package io.sintonia.formats.hls;

import java.util.regex.Pattern;

/**
 * Addresses in playlists (RFC 3986, 5), on strings: what {@link java.net.URI} refuses (blanks, brackets, bare per cent signs,
 * letters of any language) is kept as it is, since paths and queries may be signed.
 */
public final class HlsAddress {
    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);

    private HlsAddress() {}

    /**
     * The address that a reference names. The base's query is not inherited; a fragment is dropped. An absolute reference is
     * taken as it stands.
     *
     * @param base an absolute address
     */
    public static String resolve(String base, String reference) {
        String wanted = withoutFragment(reference.strip());
        if (isAbsolute(wanted)) {
            return wanted;
        }
        String from = withoutFragment(base);
        int authority = from.indexOf("://");
        if (authority < 0) {
            return wanted;
        }
        if (wanted.startsWith("//")) {
            return from.substring(0, authority + 1) + wanted;
        }
        int path = authority + 3;
        while (path < from.length() && from.charAt(path) != '/' && from.charAt(path) != '?') {
            path++;
        }
        String origin = from.substring(0, path);
        int question = from.indexOf('?', path);
        String basePath = from.substring(path, question < 0 ? from.length() : question);
        if (wanted.isEmpty()) {
            return from;
        }
        if (wanted.startsWith("?")) {
            return origin + (basePath.isEmpty() ? "/" : basePath) + wanted;
        }
        int query = wanted.indexOf('?');
        String relative = query < 0 ? wanted : wanted.substring(0, query);
        String rest = query < 0 ? "" : wanted.substring(query);
        String folder = relative.startsWith("/") ? "" : basePath.substring(0, basePath.lastIndexOf('/') + 1);
        String merged = folder + relative;
        return origin + withoutDots(merged.startsWith("/") ? merged : "/" + merged) + rest;
    }

    /** Whether it begins with a scheme; {@code 12:30/a.ts} does not. */
    private static boolean isAbsolute(String reference) {
        return SCHEME.matcher(reference).matches();
    }

    private static String withoutFragment(String address) {
        int hash = address.indexOf('#');
        return hash < 0 ? address : address.substring(0, hash);
    }

    /** RFC 3986, 5.2.4; the path begins with a slash. */
    private static String withoutDots(String path) {
        if (!path.contains("/.")) {
            return path;
        }
        StringBuilder out = new StringBuilder(path.length());
        int at = 0;
        while (at < path.length()) {
            int next = path.indexOf('/', at + 1);
            int end = next < 0 ? path.length() : next;
            String step = path.substring(at, end);
            boolean last = next < 0;
            switch (step) {
                case "/." -> out.append(last ? "/" : "");
                case "/.." -> {
                    out.setLength(Math.max(0, out.lastIndexOf("/")));
                    out.append(last ? "/" : "");
                }
                default -> out.append(step);
            }
            at = end;
        }
        return out.toString();
    }
}
