package io.sintonia.fetch;

import io.sintonia.fetch.FetchFailure.Kind;
import java.net.IDN;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An http or https address as lists have it: read leniently, kept exactly. Path and query are never normalised and %xx is never touched, since
 * they may be signed; only characters that may not stand in a request line (RFC 3986, 2) are escaped, as UTF-8.
 *
 * @param host lower case, IPv6 in brackets, international names in their ASCII form
 * @param target path and query as sent
 * @param userInfo {@code user:pass} as written
 */
record WebAddress(Scheme scheme, String host, int port, String target, Optional<String> userInfo) {
    private static final int MOST_CHARACTERS = 8_000;
    private static final Pattern ANY_SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://.*", Pattern.DOTALL);
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._-]{1,253}");
    private static final String LEGAL = "-._~!$&'()*+,;=:@/?";

    enum Scheme {
        HTTP(80),
        HTTPS(443);

        private final int defaultPort;

        Scheme(int defaultPort) {
            this.defaultPort = defaultPort;
        }
    }

    static WebAddress parse(String text) throws FetchException {
        String address = text.strip();
        if (address.length() > MOST_CHARACTERS) {
            throw bad("it is longer than 8,000 characters");
        }
        Scheme scheme;
        if (address.regionMatches(true, 0, "http://", 0, 7)) {
            scheme = Scheme.HTTP;
        } else if (address.regionMatches(true, 0, "https://", 0, 8)) {
            scheme = Scheme.HTTPS;
        } else {
            throw bad("it is no http:// or https:// address");
        }
        int start = address.indexOf("://") + 3;
        int end = start;
        while (end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        int fragment = address.indexOf('#', end);
        String rest = address.substring(end, fragment < 0 ? address.length() : fragment);
        String target = escaped(rest.startsWith("/") ? rest : "/" + rest);
        String authority = address.substring(start, end);
        int at = authority.lastIndexOf('@');
        Optional<String> userInfo = at < 0 ? Optional.empty() : Optional.of(authority.substring(0, at));
        String hostAndPort = authority.substring(at + 1);
        int colon = hostAndPort.startsWith("[")
                ? hostAndPort.indexOf(':', hostAndPort.indexOf(']') + 1)
                : hostAndPort.indexOf(':');
        String host = host(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon));
        int port = port(colon < 0 ? "" : hostAndPort.substring(colon + 1), scheme.defaultPort);
        return new WebAddress(scheme, host, port, target, userInfo);
    }

    /** The address that a Location header names from here. */
    WebAddress resolve(String reference) throws FetchException {
        String text = reference.strip();
        if (ANY_SCHEME.matcher(text).matches()) {
            return parse(text);
        }
        if (text.startsWith("//")) {
            return parse(schemeName() + ":" + text);
        }
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        if (text.isEmpty() || text.startsWith("#")) {
            return this;
        }
        if (text.startsWith("?")) {
            return parse(origin() + path + text);
        }
        if (text.startsWith("/")) {
            return parse(origin() + text);
        }
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        while (text.startsWith("./")
                || text.startsWith("../")) { // RFC 3986, 5.2.4, for the reference's own leading dots only
            if (text.startsWith("../")) {
                folder = folder.length() < 2
                        ? "/"
                        : folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
            }
            text = text.substring(text.indexOf('/') + 1);
        }
        return parse(origin() + folder + text);
    }

    /** The whole address, credentials included. */
    String exact() {
        return origin() + target;
    }

    /** Host and port as a Host header has them. */
    String hostAndPort() {
        return port == scheme.defaultPort ? host : host + ":" + port;
    }

    /** The host as the resolver and TLS want it: IPv6 without brackets. */
    String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** The value of an Authorization header, if the address brings credentials. */
    Optional<String> basicAuthorization() {
        return userInfo.map(WebAddress::basic);
    }

    /** RFC 7617, of a user:pass part that may hold %xx. */
    static String basic(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        String pair = unescaped(user) + ":" + unescaped(password);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** %xx undone; text that is not escaped properly stays as it is. */
    static String unescaped(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** Redacted. */
    @Override
    public String toString() {
        return Addresses.redacted(exact());
    }

    private String schemeName() {
        return scheme.name().toLowerCase(Locale.ROOT);
    }

    private String origin() {
        return schemeName() + "://" + userInfo.map(info -> info + "@").orElse("") + hostAndPort();
    }

    private static String host(String written) throws FetchException {
        if (written.startsWith("[")) {
            String literal = written.replace("%25", "%"); // RFC 6874: zones
            if (!literal.endsWith("]") || Names.literal(literal).isEmpty()) {
                throw bad("its host is no IPv6 address");
            }
            return literal;
        }
        String ascii = written;
        if (!written.chars().allMatch(c -> c < 128)) {
            try {
                ascii = IDN.toASCII(written, IDN.ALLOW_UNASSIGNED);
            } catch (IllegalArgumentException e) {
                throw bad("its host is no valid name");
            }
        }
        if (!HOST_NAME.matcher(ascii).matches()) {
            throw bad("its host is missing or no valid name");
        }
        return ascii.toLowerCase(Locale.ROOT);
    }

    private static int port(String written, int otherwise) throws FetchException {
        if (written.isEmpty()) {
            return otherwise;
        }
        int port = written.matches("\\d{1,5}") ? Integer.parseInt(written) : 0;
        if (port < 1 || port > 65_535) {
            throw bad("its port is no number from 1 to 65535");
        }
        return port;
    }

    private static String escaped(String raw) {
        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
        var sent = new StringBuilder(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            int c = bytes[i] & 0xff;
            boolean escape = c == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2]);
            if (escape || isLetterOrDigit(c) || LEGAL.indexOf(c) >= 0) {
                sent.append((char) c);
            } else {
                sent.append(String.format(Locale.ROOT, "%%%02X", c));
            }
        }
        return sent.toString();
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isHex(byte b) {
        return Character.digit(b, 16) >= 0;
    }

    private static FetchException bad(String why) {
        return new FetchException(Kind.BAD_ADDRESS, "the address cannot be used: " + why);
    }
}
